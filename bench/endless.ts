/** Where specimens lie that do not stop by themselves. */
export const endlessFolder = 'bench-models';

/** A token that no specimen writes: its padding. */
export const unusedToken = 0;
