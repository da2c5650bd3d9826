import * as v from 'valibot';
import { devices } from './audit.ts';

/** An audit that was run before and ships as a bundle, so that its report can be read where nothing can run. */
export const RecordedSchema = v.strictObject({
  /** The pair's id; it names the audit too, since one is recorded a pair. */
  pair: v.string(),
  /** Where the bundle is, relative to the page. */
  path: v.string(),
  bytes: v.pipe(v.number(), v.integer()),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** When the audit was begun. */
  date: v.string(),
  device: v.picklist(devices),
  replies: v.pipe(v.number(), v.integer()),
});
export type Recorded = Readonly<v.InferOutput<typeof RecordedSchema>>;
