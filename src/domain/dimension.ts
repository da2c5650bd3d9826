/** The six dimensions of trust, and reasoning itself, in the order in which every page shows them. */
export const dimensions = [
  'safety',
  'toxicity',
  'bias',
  'ethics',
  'privacy',
  'robustness',
  'reasoning',
] as const;

export type Dimension = (typeof dimensions)[number];
