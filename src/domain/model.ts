import * as v from 'valibot';
import { canonicalJson, sha256 } from './hash.ts';
import { ThinkingSchema } from './thinking.ts';

export const ModelFileSchema = v.strictObject({
  path: v.string(),
  bytes: v.pipe(v.number(), v.integer()),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type ModelFile = Readonly<v.InferOutput<typeof ModelFileSchema>>;

export const DtypeSchema = v.picklist(['fp32', 'fp16', 'q8', 'q4', 'q4f16']);

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What every model has, whatever runs it. The catalogue's files are written in the order of the fields. */
const named = { id: v.string(), title: v.string() };
const described = { parameters: v.number(), licence: v.string() };
/** A specimen is for teaching: nothing about real models is concluded from it. */
const specimen = v.boolean();

const marks = { open: v.string(), close: v.string() };

/** A model that the onnx engine runs. Every file that is loaded is named here with its hash. */
export const OnnxModelSchema = v.strictObject({
  ...named,
  engine: v.literal('onnx'),
  /** Folder of the model's files, relative to the page. */
  path: v.string(),
  /** How the weights are stored; the library makes the name of the graph's file from it. */
  dtype: DtypeSchema,
  ...described,
  /** Tokens that open and close the chain, or null for a model that never writes one. */
  chain: v.nullable(v.strictObject(marks)),
  /** Whether it is told to think or not to, and how; left out for a model that has no such switch. */
  thinking: v.optional(ThinkingSchema),
  specimen,
  files: v.array(ModelFileSchema),
});
export type OnnxModel = Readonly<v.InferOutput<typeof OnnxModelSchema>>;

/** A model that the web-llm engine runs: weights from a hub, and a library of compiled shaders made for them. */
export const WebllmModelSchema = v.strictObject({
  ...named,
  engine: v.literal('webllm'),
  /** The model's name in the library's own list. */
  webllmId: v.string(),
  /** Absolute address of the folder of the weights on the hub: `…/resolve/REVISION/`, or without that for its main branch. */
  url: v.pipe(v.string(), v.url()),
  /** Absolute address of the compiled model library (WebAssembly). */
  lib: v.pipe(v.string(), v.url()),
  /** How the weights are stored, as the library's ids end: `q4f16_1`. */
  dtype: v.pipe(v.string(), v.regex(/^q\d+f(?:16|32)(?:_\d+)?$/)),
  ...described,
  /** WebGPU features that are needed besides those that follow from `dtype`. */
  features: v.array(v.string()),
  /** WebGPU limits that are needed besides those that every model needs, by their WebGPU names. */
  limits: v.record(v.string(), v.number()),
  /** Tokens of prompt and reply together, instead of the model's own setting. */
  contextWindow: count,
  /** Marks of the chain, and whether the template has opened it already before the model writes; null for no chain. */
  chain: v.nullable(v.strictObject({ ...marks, opened: v.boolean() })),
  /** Whether it is told to think or not to; null for a model that has no such switch. */
  thinking: v.nullable(v.picklist(['on', 'off'])),
  /** The system message of a prompt that brings none: always sent, so that no model falls back to its own. */
  system: v.string(),
  /** Whether some layers keep a recurrent state instead of keys and values: such a model reads texts step by step only. */
  hybrid: v.boolean(),
  /** Megabytes of GPU memory at that context, as the library's list says. */
  memoryMb: v.number(),
  /** Bytes to fetch: exact where `files` are there, else what the hub shows. */
  downloadBytes: count,
  specimen,
  /** Files whose hash is known; none where the hub has not been read yet. */
  files: v.array(ModelFileSchema),
});
export type WebllmModel = Readonly<v.InferOutput<typeof WebllmModelSchema>>;

/** Servers that are asked in their own ways; `other` is asked by what OpenAI publishes and nothing else. */
export const endpointServers = ['vllm', 'llama.cpp', 'ollama', 'other'] as const;
export type EndpointServer = (typeof endpointServers)[number];

/** A model that a server of the user's answers for, over an OpenAI-compatible interface. No such model ships. */
export const EndpointModelSchema = v.strictObject({
  ...named,
  engine: v.literal('endpoint'),
  /** What `/v1/chat/completions` is appended to. Without a key, which is never stored. */
  address: v.pipe(v.string(), v.url()),
  /** The model's name on the server. */
  model: v.pipe(v.string(), v.nonEmpty()),
  server: v.picklist(endpointServers),
  /** What the server said of itself when the entry was made; null for what it does not say. */
  reported: v.strictObject({
    version: v.nullable(v.string()),
    /** Its name or hash of the weights. */
    weights: v.nullable(v.string()),
  }),
  /** How the weights are stored, as far as anyone says so. */
  dtype: v.string(),
  parameters: v.nullable(v.number()),
  licence: v.nullable(v.string()),
  /** Tokens of prompt and reply together; null where the server does not say. */
  contextWindow: v.nullable(count),
  /** Marks of the chain, and whether the template has opened it already before the model writes; null for no chain. */
  chain: v.nullable(v.strictObject({ ...marks, opened: v.boolean() })),
  /** Whether it is told to think or not to; null for a model that has no such switch. */
  thinking: v.nullable(v.picklist(['on', 'off'])),
  specimen: v.literal(false),
  /** None are ever fetched. */
  files: v.pipe(v.array(ModelFileSchema), v.maxLength(0)),
});
export type EndpointModel = Readonly<v.InferOutput<typeof EndpointModelSchema>>;

/** A model that ships, can be fetched, or is asked where it runs. */
export const ModelSchema = v.variant('engine', [
  OnnxModelSchema,
  WebllmModelSchema,
  EndpointModelSchema,
]);
export type Model = OnnxModel | WebllmModel | EndpointModel;

/** What of a model, whatever it is for, must be known to load its files and to check them. */
export type ModelFolder = Pick<OnnxModel, 'title' | 'path' | 'dtype' | 'files'>;

/**
 * One hash over all that determines what a model says: the digest that a trial's id is made from. For the onnx engine that is its
 * files, and what its thinking is set to where it has a switch; web-llm's replies also depend on the library, the context and what the prompt is made of. Of a model behind a server
 * nothing is known but what the server says: two servers that say the same have one digest, whatever they run.
 */
export function modelDigest(
  model: Pick<OnnxModel, 'files' | 'thinking'> | WebllmModel | EndpointModel,
): string {
  if ('address' in model) {
    const { address, model: name, server, reported, contextWindow, chain, thinking } = model;
    const known = { address, model: name, server, reported, contextWindow, chain, thinking };
    return sha256(canonicalJson(known));
  }
  const files = model.files.map((file) => `${file.path} ${file.sha256}`).sort();
  if (!('webllmId' in model)) {
    const { thinking } = model;
    // A model without a switch has the digest that it had before there were any.
    return sha256(thinking === undefined ? files.join('\n') : canonicalJson({ files, thinking }));
  }
  const { webllmId, url, lib, contextWindow, chain, thinking, system } = model;
  const asked = { webllmId, url, lib, contextWindow, chain, thinking, system };
  return sha256(canonicalJson({ ...asked, files }));
}

/** Bytes that must be loaded before the model can speak. */
export function modelBytes(model: Pick<Model, 'files'> | WebllmModel): number {
  if ('downloadBytes' in model) return model.downloadBytes;
  return model.files.reduce((sum, file) => sum + file.bytes, 0);
}
