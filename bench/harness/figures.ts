/** Of several measurements: the middle one, and the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** The ratios of two ways, round by round: a slow moment of the machine meets both. */
export function ratioOf(above: readonly number[], below: readonly number[]): Spread {
  return spreadOf(above.map((value, round) => value / (below[round] ?? NaN)));
}

/**
 * Lets ways of doing the same take turns: a round of all that is not counted, then `repeats` that are.
 * @param ways each says how long it took, in milliseconds
 */
export async function takeTurns<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<number>>>,
  repeats: number,
  onRound: (name: Name, milliseconds: number) => void = () => undefined,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= repeats; round++) {
    for (const name of names) {
      const took = await ways[name]();
      onRound(name, took);
      if (round > 0) times[name]?.push(took);
    }
  }
  return times as Record<Name, number[]>;
}
