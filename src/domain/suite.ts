import * as v from 'valibot';

/** A named list of packs. */
export const SuiteSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  packs: v.array(v.string()),
});
export type Suite = Readonly<v.InferOutput<typeof SuiteSchema>>;
