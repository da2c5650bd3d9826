import type { Rng } from '../../src/domain/rng.ts';
import type { Layout } from './layouts.ts';

/** Standard normal numbers. Source: G. Marsaglia & T. A. Bray, SIAM Review 6 (1964) 260–264, the polar method. */
export function normalStream(rng: Rng): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * rng() - 1, 2 * rng() - 1];
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
}

/**
 * What makes outcomes alike, as shares of the variance behind them: how hard a group's items are for both models, how a model
 * happens to take a group, how hard an item is for both. The rest is chance.
 */
const parts = { group: 0.2, groupAndModel: 0.2, item: 0.3 };
const [group, groupAndModel, item, rest] = [
  Math.sqrt(parts.group),
  Math.sqrt(parts.groupAndModel),
  Math.sqrt(parts.item),
  Math.sqrt(1 - parts.group - parts.groupAndModel - parts.item),
];

/** Draws the numbers behind one audit's outcomes: for each item a standard normal one under either model. */
export function drawLatent(layout: Layout, normal: () => number): [number, number][] {
  const effects = new Map<string, readonly [number, number, number]>();
  return layout.places.map((place) => {
    const effect = effects.get(place.group) ?? [normal(), normal(), normal()];
    effects.set(place.group, effect);
    const [shared, one, other] = effect;
    // The two items of a contrast pair pull a model's answers in opposite directions.
    const way = layout.opposed && place.stratum === 'b' ? -1 : 1;
    const common = group * shared + item * normal();
    return [
      common + way * groupAndModel * one + rest * normal(),
      common + way * groupAndModel * other + rest * normal(),
    ];
  });
}
