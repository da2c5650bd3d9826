import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const path = fileURLToPath(
  new URL('../../../shared/data/stats_reference/reference.json', import.meta.url),
);

const table = v.strictTuple([v.number(), v.number(), v.number(), v.number()]);
const square = v.strictTuple([
  v.strictTuple([v.number(), v.number()]),
  v.strictTuple([v.number(), v.number()]),
]);
const values = v.array(v.number());
const interval = v.tuple([v.number(), v.number()]);
const proportion = v.tuple([v.number(), v.number(), v.number(), v.number(), v.number()]);
const ReferenceSchema = v.object({
  wilson: v.array(proportion),
  clopper_pearson: v.array(proportion),
  mcnemar: v.array(
    v.object({
      table,
      exact_two_sided: v.number(),
      mid_p: v.number(),
      chi2_cc_p: v.number(),
      chi2_p: v.number(),
    }),
  ),
  newcombe_paired: v.array(v.object({ table, diff: v.number(), ci95: interval })),
  wilcoxon: v.array(
    v.object({
      x: values,
      y: values,
      method: v.picklist(['exact', 'approx']),
      W: v.number(),
      p: v.number(),
    }),
  ),
  paired_t: v.array(
    v.object({ x: values, y: values, t: v.number(), p: v.number(), ci95: interval }),
  ),
  fisher: v.array(v.object({ table: square, odds: v.number(), p: v.number() })),
  kl: v.array(
    v.object({
      p: values,
      q: values,
      kl_pq_nats: v.number(),
      kl_qp_nats: v.number(),
      js_nats: v.number(),
      entropy_p: v.number(),
      tv: v.number(),
    }),
  ),
  holm: v.array(v.object({ p: values, holm: values, bh: values })),
  spearman_pearson: v.array(
    v.object({
      x: values,
      y: values,
      spearman: v.number(),
      pearson: v.number(),
      kendall_b: v.number(),
    }),
  ),
});

/** Values that scipy computed, or null where the labelled data do not lie beside this repository. */
export const reference = existsSync(path)
  ? v.parse(ReferenceSchema, JSON.parse(readFileSync(path, 'utf8')))
  : null;

if (reference === null) {
  console.warn(
    'skipped: ../shared/data/stats_reference is not here; only values by hand are checked',
  );
}
