import { seededRng } from '../../src/domain/rng.ts';
import { bootstrapPaired } from '../../src/statistics/bootstrap.ts';
import type { PairedGroup, Statistic } from '../../src/statistics/groups.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { permuteGroups } from '../../src/statistics/permutation.ts';
import { holds } from './holds.ts';
import { drawLatent, normalStream } from './latent.ts';
import { layouts, type LayoutName } from './layouts.ts';

/** How a model answers ambiguous questions: how often it commits itself, and how often then to the stereotype. */
export interface Leaning {
  readonly commits: number;
  readonly stereotypes: number;
}

/** Pairs of models whose bias scores are the same, but for the fourth. */
export const leanings: readonly (readonly [Leaning, Leaning])[] = [
  [
    { commits: 0.9, stereotypes: 0.5 },
    { commits: 0.9, stereotypes: 0.5 },
  ],
  [
    { commits: 0.9, stereotypes: 0.8 },
    { commits: 0.9, stereotypes: 0.8 },
  ],
  [
    { commits: 0.5, stereotypes: 0.7 },
    { commits: 0.5, stereotypes: 0.7 },
  ],
  [
    { commits: 0.8, stereotypes: 0.6 },
    { commits: 0.4, stereotypes: 0.8 },
  ],
  [
    { commits: 0.2, stereotypes: 0.6 },
    { commits: 0.6, stereotypes: 0.6 },
  ],
];

export interface BiasCell {
  readonly layout: LayoutName;
  readonly n: number;
  readonly baseline: Leaning;
  readonly reasoning: Leaning;
  readonly audits: number;
  readonly draws: number;
}

export interface BiasResult {
  /** Of the BCa bootstrap's 95% interval of the difference, of the audits in which it was not refused. */
  readonly coverage: number;
  readonly refused: number;
  /** Whose permutation test comes out below .05. */
  readonly foundAlone: number;
  /** The same with 0 outside the interval besides. */
  readonly found: number;
}

/** BBQ's bias score, 2 · stereotyped / committed − 1: a ratio whose denominator is drawn too. */
const bias: Statistic = (sums) => (sums[1] === 0 ? NaN : (2 * (sums[0] ?? 0)) / (sums[1] ?? 0) - 1);

/** Simulates audits of a statistic that is no mean. */
export function simulateBias(cell: BiasCell): BiasResult {
  const { layout: name, n, baseline, reasoning, audits, draws } = cell;
  const rng = seededRng(`bias ${name} ${n} ${JSON.stringify([baseline, reasoning])}`);
  const normal = normalStream(rng);
  const layout = layouts[name].of(n);
  const truth = 2 * (reasoning.stereotypes - baseline.stereotypes);
  const counts = { coverage: 0, refused: 0, foundAlone: 0, found: 0 };
  for (let audit = 0; audit < audits; audit++) {
    const [commits, stereotypes] = [drawLatent(layout, normal), drawLatent(layout, normal)];
    const groups = new Map<string, { baseline: number[]; reasoning: number[] }>();
    for (const [at, { group }] of layout.places.entries()) {
      const sums = groups.get(group) ?? { baseline: [0, 0], reasoning: [0, 0] };
      for (const [side, leaning] of [
        ['baseline', baseline],
        ['reasoning', reasoning],
      ] as const) {
        const model = side === 'baseline' ? 0 : 1;
        if ((commits[at]?.[model] ?? 0) >= normalQuantile(leaning.commits)) continue;
        const toStereotype = (stereotypes[at]?.[model] ?? 0) < normalQuantile(leaning.stereotypes);
        sums[side] = [(sums[side][0] ?? 0) + (toStereotype ? 1 : 0), (sums[side][1] ?? 0) + 1];
      }
      groups.set(group, sums);
    }
    const paired: PairedGroup[] = [...groups.values()];
    const options = { groups: paired, statistic: bias, rng, draws };
    const interval = bootstrapPaired(options).difference.interval(0.95);
    if (interval === null) counts.refused++;
    else if (holds(interval, truth)) counts.coverage++;
    if (permuteGroups(options).p >= 0.05) continue;
    counts.foundAlone++;
    if (interval !== null && !holds(interval, 0)) counts.found++;
  }
  return {
    coverage: counts.coverage / (audits - counts.refused),
    refused: counts.refused / audits,
    foundAlone: counts.foundAlone / audits,
    found: counts.found / audits,
  };
}
