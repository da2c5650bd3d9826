import * as v from 'valibot';
import { DtypeSchema, ModelFileSchema } from './model.ts';
import { SwitchSchema, type Switch } from './thinking.ts';

/**
 * How far something that is said of a model can be trusted: `package` was read in the library that is installed, and a test holds it;
 * `publisher` was read in a stored copy of the publisher's own page; `third-party` is what others say; `estimate` was computed
 * (docs/models.md has the formula); `unread` was not looked up by us.
 */
export const BasisSchema = v.picklist([
  'package',
  'publisher',
  'third-party',
  'estimate',
  'unread',
]);
export type Basis = v.InferOutput<typeof BasisSchema>;

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const address = v.pipe(v.string(), v.url());

export const FigureSchema = v.strictObject({ value: whole, basis: BasisSchema });
export type Figure = Readonly<v.InferOutput<typeof FigureSchema>>;

/** What was read where. */
export const SourceSchema = v.strictObject({
  fact: v.string(),
  where: address,
  basis: BasisSchema,
});
export type Source = Readonly<v.InferOutput<typeof SourceSchema>>;

export { SwitchSchema, type Switch };

const described = {
  id: v.string(),
  title: v.string(),
  parameters: FigureSchema,
  licence: v.strictObject({ name: v.string(), basis: BasisSchema }),
  context: v.strictObject({
    /** Tokens of prompt and reply together in an audit. */
    runs: whole,
    /** What its makers say that it can do. */
    trained: FigureSchema,
  }),
  /** Marks of the chain, and whether the template has opened it before the model writes; null for a model that writes none. */
  chain: v.nullable(v.strictObject({ open: v.string(), close: v.string(), opened: v.boolean() })),
  /** Null for a model that has no such switch. */
  thinking: v.nullable(SwitchSchema),
  sources: v.pipe(v.array(SourceSchema), v.minLength(1)),
};

export const WebllmBuildSchema = v.strictObject({
  /** As the library's ids end: `q4f16_1`. */
  dtype: v.pipe(v.string(), v.regex(/^q\d+f(?:16|32)(?:_\d+)?$/)),
  /** The model's name in the library's own list. */
  webllmId: v.string(),
  /** Address of the folder of the weights, without its `resolve/` part. */
  url: address,
  /** Address of the compiled model library. */
  lib: address,
  /** Megabytes (2²⁰ bytes) of GPU memory at a context of 4096 tokens, as the library's list says. */
  memoryMb: v.number(),
  download: FigureSchema,
});

export const OnnxBuildSchema = v.strictObject({
  dtype: DtypeSchema,
  /** The graph's file, and those of its weights where they stand apart. */
  graph: v.pipe(v.array(v.string()), v.minLength(1)),
  download: FigureSchema,
  /** Bytes of memory at a context of 4096 tokens. */
  memory: FigureSchema,
  /** Bytes of the largest single table of weights, which must fit into one buffer of the GPU. */
  largestWeight: FigureSchema,
});

/**
 * A model on the hub that could be fetched. Its files are not known here, let alone their hashes: so it is another type than `Model`, and
 * nothing that loads models takes one. `hubFiles` says what is known, `checkedFiles` is the only way to files that can be loaded.
 */
export const HubModelSchema = v.variant('engine', [
  v.strictObject({
    ...described,
    engine: v.literal('webllm'),
    /** Whether some layers keep a recurrent state instead of keys and values. */
    hybrid: v.boolean(),
    builds: v.pipe(v.array(WebllmBuildSchema), v.minLength(1)),
  }),
  v.strictObject({
    ...described,
    engine: v.literal('onnx'),
    /** Address of the repository, without its `resolve/` part. */
    url: address,
    builds: v.pipe(v.array(OnnxBuildSchema), v.minLength(1)),
  }),
]);
export type HubModel = Readonly<v.InferOutput<typeof HubModelSchema>>;
export type HubBuild = HubModel['builds'][number];

/** A file on the hub. What is not known yet is null: the size until the hub lists it, the hash until the file is there or the hub names it. */
export const HubFileSchema = v.strictObject({
  path: ModelFileSchema.entries.path,
  bytes: v.nullable(ModelFileSchema.entries.bytes),
  sha256: v.nullable(ModelFileSchema.entries.sha256),
});
export type HubFile = Readonly<v.InferOutput<typeof HubFileSchema>>;
