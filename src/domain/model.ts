import * as v from 'valibot';
import { sha256 } from './hash.ts';

export const ModelFileSchema = v.strictObject({
  path: v.string(),
  bytes: v.pipe(v.number(), v.integer()),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type ModelFile = Readonly<v.InferOutput<typeof ModelFileSchema>>;

export const DtypeSchema = v.picklist(['fp32', 'fp16', 'q8', 'q4', 'q4f16']);

/** A model that ships or can be fetched. Every file that is loaded is named here with its hash. */
export const ModelSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  engine: v.picklist(['onnx']),
  /** Folder of the model's files, relative to the page. */
  path: v.string(),
  /** How the weights are stored; the library makes the name of the graph's file from it. */
  dtype: DtypeSchema,
  parameters: v.number(),
  licence: v.string(),
  /** Tokens that open and close the chain, or null for a model that never writes one. */
  chain: v.nullable(v.strictObject({ open: v.string(), close: v.string() })),
  /** A specimen is for teaching: nothing about real models is concluded from it. */
  specimen: v.boolean(),
  files: v.array(ModelFileSchema),
});
export type Model = Readonly<v.InferOutput<typeof ModelSchema>>;

/** What of a model, whatever it is for, must be known to load its files and to check them. */
export type ModelFolder = Pick<Model, 'title' | 'path' | 'dtype' | 'files'>;

/** One hash over all of a model's files: the digest that a trial's id is made from. */
export function modelDigest(model: Pick<Model, 'files'>): string {
  const lines = model.files.map((file) => `${file.path} ${file.sha256}`).sort();
  return sha256(lines.join('\n'));
}

/** Bytes that must be loaded before the model can speak. */
export function modelBytes(model: Pick<Model, 'files'>): number {
  return model.files.reduce((sum, file) => sum + file.bytes, 0);
}
