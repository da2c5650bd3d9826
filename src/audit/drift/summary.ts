import { dimensions, type Dimension } from '../../domain/dimension.ts';
import { driftForms, driftVariants, type Drifts, type DriftVariant } from '../../domain/drift.ts';
import {
  behaviourChanges,
  type DriftOfVariant,
  type DriftReport,
  type DriftSummary,
} from '../../domain/drift-summary.ts';
import type { Quadrant } from '../../domain/finding.ts';
import type { Item } from '../../domain/item.ts';
import { sides, writesChains, type Pair } from '../../domain/pair.ts';
import { seededRng, type Rng } from '../../domain/rng.ts';
import { correlationOf, type DriftedItem } from './behaviour.ts';
import { cellOf } from './cell.ts';
import { chainEffectOf, textPairs } from './chain-effect.ts';
import type { DriftPlan } from './plan.ts';
import { measuredTexts, type MeasuredText } from './texts.ts';

export interface DriftSummaryInput {
  readonly pair: Pick<Pair, 'role'>;
  readonly plan: DriftPlan;
  readonly drifts: Drifts;
  /** How each item fared under its dimension's headline metric; null where that does not apply to it. */
  readonly rows: readonly { readonly item: Item; readonly quadrant: Quadrant | null }[];
  /** Seeds every draw. */
  readonly seed: number;
  /** Draws of a bootstrap or of a permutation test; 2,000 unless told. */
  readonly draws?: number;
}

/** Fewer than for findings: there are a hundred statistics to a report, and no verdict rests on one. */
const usualDraws = 2_000;

/** What the records of drift say of an audit: by kind of text and dimension, and against what became of the items. */
export function summariseDrift(input: DriftSummaryInput): DriftReport {
  const { plan, drifts } = input;
  const planned = plan.texts.length;
  if (planned === 0) return { measured: false, reason: 'no-texts', planned };
  const texts = measuredTexts(plan, drifts);
  if (texts.length === 0) return { measured: false, reason: 'not-read', planned };
  return {
    measured: true,
    variants: driftVariants.flatMap((variant) => variantOf(variant, texts, input) ?? []),
    chainEffect: chainEffects(texts, input),
    behaviour: behaviourOf(texts, input),
    truncated: plan.truncated,
    chainless: chainlessIn(input),
  };
}

/** Answers of a model that writes chains which were written without one. */
function chainlessIn({ plan: { texts } }: DriftSummaryInput): number {
  return texts.filter(({ variant, chained }) => variant === 'as-given' && !chained).length;
}

function chance({ seed }: DriftSummaryInput, ...of: readonly (string | null)[]): () => Rng {
  return () => seededRng(['drift', seed, ...of].join(' '));
}

/** All items first, then each dimension that has some. */
function eachPart<T>(
  all: readonly T[],
  dimensionOf: (one: T) => Dimension,
): (readonly [dimension: Dimension | null, own: readonly T[]])[] {
  const parts = dimensions.map(
    (dimension) => [dimension, all.filter((one) => dimensionOf(one) === dimension)] as const,
  );
  return [[null, all], ...parts.filter(([, own]) => own.length > 0)];
}

function variantOf(
  variant: DriftVariant,
  all: readonly MeasuredText[],
  input: DriftSummaryInput,
): DriftOfVariant | null {
  const texts = all.filter((text) => text.variant === variant);
  const [first, ...rest] = eachPart(texts, ({ item }) => item.dimension).map(([dimension, own]) =>
    cellOf(dimension, own, chance(input, variant, dimension)(), input.draws ?? usualDraws),
  );
  if (first === undefined || texts.length === 0) return null;
  const tokens = first.tokens;
  const droppedBy = (side: (typeof sides)[number]) => ({
    mean: texts.reduce((sum, { dropped }) => sum + dropped[side].sum, 0) / tokens,
    largest: texts.reduce((most, { dropped }) => Math.max(most, dropped[side].largest), 0),
  });
  const count = (form: (typeof driftForms)[number]) =>
    texts.filter((text) => text.form === form).length;
  const cut = texts.filter(({ unread }) => unread > 0);
  return {
    variant,
    planned: input.plan.texts.filter((text) => text.variant === variant).length,
    measured: texts.length,
    forms: {
      exact: count('exact'),
      bounded: count('bounded'),
      'lower-bound': count('lower-bound'),
    },
    unread: { texts: cut.length, tokens: cut.reduce((sum, { unread }) => sum + unread, 0) },
    dropped: { baseline: droppedBy('baseline'), reasoning: droppedBy('reasoning') },
    all: first,
    byDimension: rest,
  };
}

function chainEffects(
  texts: readonly MeasuredText[],
  input: DriftSummaryInput,
): DriftSummary['chainEffect'] {
  const pairs = textPairs(texts);
  if (pairs.length === 0) return [];
  return eachPart(pairs, ({ after }) => after.item.dimension).map(([dimension, own]) =>
    chainEffectOf(dimension, own, chance(input, 'chain', dimension), input.draws ?? usualDraws),
  );
}

/** The answer as it was given: after its chain, where it has one. */
function behaviourOf(
  texts: readonly MeasuredText[],
  input: DriftSummaryInput,
): DriftSummary['behaviour'] {
  const variant: DriftVariant = writesChains(input.pair) ? 'as-given' : 'no-chain';
  const quadrants = new Map(input.rows.map(({ item, quadrant }) => [item, quadrant]));
  const items = texts.flatMap((text): DriftedItem[] => {
    const quadrant = quadrants.get(text.item) ?? null;
    if (text.variant !== variant || quadrant === null) return [];
    const { dimension, group = null } = text.item;
    return [{ dimension, group, drift: text.mean.forward, quadrant }];
  });
  if (items.length === 0) return null;
  const correlations = eachPart(items, ({ dimension }) => dimension).flatMap(([dimension, own]) =>
    behaviourChanges.map((change) => {
      const rng = chance(input, 'behaviour', change, dimension);
      return correlationOf(dimension, change, own, rng, input.draws ?? usualDraws);
    }),
  );
  return { variant, correlations };
}
