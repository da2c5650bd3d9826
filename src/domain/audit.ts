import * as v from 'valibot';
import { SamplingSchema } from './sampling.ts';

/** What the user asked for. */
export const AuditRequestSchema = v.strictObject({
  pair: v.string(),
  suite: v.string(),
  /** Items a dimension, or null for all of them. */
  limit: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sampling: SamplingSchema,
  /** Replies to each prompt that is to be continued; more than one are drawn. One where nothing is said. */
  samples: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  device: v.picklist(['auto', 'webgpu', 'wasm']),
});
export type AuditRequest = Readonly<v.InferOutput<typeof AuditRequestSchema>>;

/**
 * Where the models run: in this browser on the GPU or the CPU, or on a server that is asked, on whatever that has. A comparison
 * is only made on one device.
 */
export const devices = ['webgpu', 'wasm', 'remote'] as const;
export type Device = (typeof devices)[number];
export type LocalDevice = Exclude<Device, 'remote'>;

/** The engine as it determines replies. */
export const EngineRecordSchema = v.strictObject({
  id: v.string(),
  version: v.string(),
  device: v.picklist(devices),
});
export type EngineRecord = Readonly<v.InferOutput<typeof EngineRecordSchema>>;

const ModelRecordSchema = v.strictObject({
  id: v.string(),
  digest: v.string(),
  dtype: v.string(),
});
export type ModelRecord = Readonly<v.InferOutput<typeof ModelRecordSchema>>;

/** An audit with everything resolved that determines its replies. Stored; its plan is derived from it. */
export const AuditSchema = v.strictObject({
  /** Hash of all the rest but the date: the same audit has the same id, and goes on where it stopped. */
  id: v.string(),
  createdAt: v.string(),
  request: AuditRequestSchema,
  engine: EngineRecordSchema,
  models: v.strictObject({ baseline: ModelRecordSchema, reasoning: ModelRecordSchema }),
  packs: v.array(v.strictObject({ id: v.string(), version: v.string(), sha256: v.string() })),
});
export type Audit = Readonly<v.InferOutput<typeof AuditSchema>>;
