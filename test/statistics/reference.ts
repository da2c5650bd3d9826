import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const path = fileURLToPath(
  new URL('../../../shared/data/stats_reference/reference.json', import.meta.url),
);

const table = v.strictTuple([v.number(), v.number(), v.number(), v.number()]);
const ReferenceSchema = v.object({
  wilson: v.array(v.tuple([v.number(), v.number(), v.number(), v.number(), v.number()])),
  mcnemar: v.array(v.object({ table, exact_two_sided: v.number() })),
  newcombe_paired: v.array(
    v.object({ table, diff: v.number(), ci95: v.tuple([v.number(), v.number()]) }),
  ),
  holm: v.array(v.object({ p: v.array(v.number()), holm: v.array(v.number()) })),
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
