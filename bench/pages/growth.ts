export const later = 0;
