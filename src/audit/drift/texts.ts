import type {
  Divergences,
  DriftForm,
  DriftRecord,
  Drifts,
  DriftVariant,
} from '../../domain/drift.ts';
import { driftMeasures, type DriftMeasure } from '../../domain/drift-summary.ts';
import type { Item } from '../../domain/item.ts';
import type { Side } from '../../domain/pair.ts';
import type { DriftPlan } from './plan.ts';

/** One text of one item, each divergence as the mean of its tokens. */
export interface MeasuredText {
  readonly id: string;
  readonly item: Item;
  readonly variant: DriftVariant;
  readonly chained: boolean;
  readonly form: DriftForm;
  readonly tokens: number;
  readonly unread: number;
  readonly mean: Readonly<Record<DriftMeasure, number>>;
  /** Means of what the divergences are at most; the means themselves where the text is exact, null where nothing is known. */
  readonly upper: Readonly<Record<DriftMeasure, number>> | null;
  /** Share of the places at which both models find the same token likeliest. */
  readonly agreement: number;
  readonly dropped: Readonly<Record<Side, { readonly sum: number; readonly largest: number }>>;
}

/** The texts of a plan that were measured. One without a token, or with a mean that is no number, says nothing. */
export function measuredTexts({ texts }: Pick<DriftPlan, 'texts'>, drifts: Drifts): MeasuredText[] {
  return texts.flatMap(({ id, item, variant, chained }) => {
    const record = drifts.get(id);
    if (record === undefined || record.tokens.length === 0) return [];
    const mean = meansOf(record);
    if (!driftMeasures.every((measure) => Number.isFinite(mean[measure]))) return [];
    return {
      id,
      item,
      variant,
      chained,
      form: record.form,
      tokens: record.tokens.length,
      unread: record.unread,
      mean,
      upper: upperOf(record, mean),
      agreement: meanOf(record.agreement),
      dropped: {
        baseline: sumAndLargest(record.dropped.baseline),
        reasoning: sumAndLargest(record.dropped.reasoning),
      },
    };
  });
}

function upperOf({ form, upper }: DriftRecord, mean: MeasuredText['mean']): MeasuredText['upper'] {
  if (form === 'exact') return mean;
  return form === 'bounded' && upper !== null ? meansOf(upper) : null;
}

function meansOf({ forward, reverse, js }: Divergences): MeasuredText['mean'] {
  return { forward: meanOf(forward), reverse: meanOf(reverse), js: meanOf(js) };
}

function meanOf(values: Float32Array | Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function sumAndLargest(values: Float32Array): { sum: number; largest: number } {
  let [sum, largest] = [0, 0];
  for (const value of values) {
    sum += value;
    largest = Math.max(largest, value);
  }
  return { sum, largest };
}
