/** Goes up whenever the same outcomes could give another figure than before. */
export const statisticsVersion = 1;
