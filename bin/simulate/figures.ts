/** What a figure is held against: coverage of 95% intervals from 93.5% to 96.5%, errors of tests at 5% up to 5.5%. */
export const goals = { coverage: { low: 0.935, high: 0.965 }, error: 0.055 } as const;

/** A figure in percent, to a tenth; one that is then beyond its goal has an arrow that says where it lies. */
export function mark(figure: number | null, kind: 'coverage' | 'error'): string {
  if (figure === null) return '–';
  const tenths = Math.round(1000 * figure);
  const text = (tenths / 10).toFixed(1);
  const { low, high } = kind === 'error' ? { low: 0, high: goals.error } : goals.coverage;
  if (tenths < 1000 * low) return `${text}↓`;
  return tenths > 1000 * high ? `${text}↑` : text;
}

/** A row of a table in markdown. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A difference in points. */
export function points(difference: number): string {
  return difference === 0 ? '0' : `+${100 * difference}`;
}
