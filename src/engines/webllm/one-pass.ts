import * as v from 'valibot';
import { hasMethods, isObject } from './guards.ts';
import type { Pipeline } from './internals.ts';

/** A tensor of the library's runtime. */
interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  view(shape: readonly number[]): Tensor;
  copyFrom(data: Int32Array | Tensor): Tensor;
  toArray(): unknown;
}

type Packed = (...args: readonly unknown[]) => unknown;

/** The parts of a pipeline that a pass is made of. None of them is promised by the library. */
interface PassParts {
  readonly vm: { getFunction(name: string): unknown };
  readonly tvm: {
    beginScope(): void;
    endScope(): void;
    makeShapeTuple(shape: readonly number[]): unknown;
    empty(shape: readonly number[], dtype: string, device: unknown): Tensor;
    cpu(): unknown;
  };
  readonly device: { sync(): Promise<void> };
  readonly params: unknown;
  readonly kvCache: unknown;
  readonly fKVCacheBeginForward: Packed;
  readonly fKVCacheEndForward: Packed;
  getTokensEmbeddings(ids: readonly number[]): Tensor;
  filledKVCacheLength: number;
}

/** Logits of consecutive places. */
export interface PlaceLogits {
  readonly from: number;
  readonly to: number;
  readonly data: Float32Array;
}

/** Reads tokens from the beginning, many at a pass, and gives the logits of every place from `from` on. */
export type OnePass = (ids: readonly number[], from: number) => AsyncIterable<PlaceLogits>;

const MetadataSchema = v.object({ max_batch_size: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/**
 * Reading by the compiled library's `batch_prefill`, which gives the logits of as many places as it has room for sequences. It is no
 * part of what the package offers, so it is only used where all of it is found, and after it agreed with reading step by step.
 * @returns null where something is missing, or the model keeps a recurrent state, which has another calling convention
 */
export function findOnePass(pipeline: Pipeline): OnePass | null {
  if (!isPassParts(pipeline) || (pipeline.kvStateKind ?? 'kv_cache') !== 'kv_cache') return null;
  const parts = pipeline;
  const most = scoped(parts, () => {
    if (packed(parts, 'batch_prefill') === null) return null;
    const metadata = packed(parts, '_metadata')?.();
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MetadataSchema), String(metadata));
    return parsed.success ? parsed.output.max_batch_size : null;
  });
  if (most === null) return null;
  return async function* (ids, from) {
    for (let start = 0; start < ids.length;) {
      const end = endOf(start, ids.length, from, { most, chunk: pipeline.prefillChunkSize });
      const first = Math.max(start, from);
      // A chunk that nothing is asked of gives its last place, as every pass must give one.
      const places = range(first < end ? first : end - 1, end);
      const data = await pass(
        parts,
        ids.slice(start, end),
        places.map((place) => place - start),
      );
      if (first < end) yield { from: first, to: end, data };
      start = end;
    }
  };
}

/** The end of the chunk that begins at `start`. None is left with a single token: that is another kernel's. */
function endOf(
  start: number,
  length: number,
  from: number,
  { most, chunk }: { most: number; chunk: number },
): number {
  const end = Math.min(length, start + chunk, Math.max(start, from) + most);
  return length - end === 1 && end - start > 2 ? end - 1 : end;
}

/** One forward over a chunk, as the library's own does it but for the kernel. */
async function pass(
  parts: PassParts,
  ids: readonly number[],
  places: readonly number[],
): Promise<Float32Array> {
  const { tvm, device, kvCache, params } = parts;
  tvm.beginScope();
  try {
    const prefill = packed(parts, 'batch_prefill');
    const embeddings = parts.getTokensEmbeddings(ids);
    const input = embeddings.view([1, ...embeddings.shape]);
    const asked = tvm.empty([places.length], 'int32', device).copyFrom(Int32Array.from(places));
    parts.fKVCacheBeginForward(kvCache, tvm.makeShapeTuple([0]), tvm.makeShapeTuple([ids.length]));
    const output = prefill?.(input, asked, kvCache, params);
    parts.fKVCacheEndForward(kvCache);
    parts.filledKVCacheLength += ids.length;
    const logits = hasMethods(output, ['get']) ? output.get(0) : undefined;
    if (!isTensor(logits)) throw new TypeError('batch_prefill gave no tensor');
    const copy = tvm.empty(logits.shape, logits.dtype, tvm.cpu()).copyFrom(logits);
    await device.sync();
    const data = copy.toArray();
    if (data instanceof Float32Array) return data;
    throw new TypeError(`logits of ${logits.dtype}`);
  } finally {
    tvm.endScope();
  }
}

function packed({ vm }: PassParts, name: string): Packed | null {
  try {
    const found = vm.getFunction(name);
    return typeof found === 'function'
      ? (...args) => Reflect.apply(found, undefined, args) as unknown
      : null;
  } catch {
    // The runtime throws for a function that a library does not export.
    return null;
  }
}

function scoped<T>({ tvm }: PassParts, work: () => T): T {
  tvm.beginScope();
  try {
    return work();
  } finally {
    tvm.endScope();
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function isTensor(value: unknown): value is Tensor {
  return hasMethods(value, ['view', 'copyFrom', 'toArray']) && 'shape' in value;
}

function isPassParts(value: object): value is PassParts {
  return (
    'vm' in value &&
    hasMethods(value.vm, ['getFunction']) &&
    'tvm' in value &&
    hasMethods(value.tvm, ['beginScope', 'endScope', 'makeShapeTuple', 'empty', 'cpu']) &&
    'device' in value &&
    hasMethods(value.device, ['sync']) &&
    'params' in value &&
    'kvCache' in value &&
    isObject(value.kvCache) &&
    'filledKVCacheLength' in value &&
    typeof value.filledKVCacheLength === 'number' &&
    hasMethods(value, ['fKVCacheBeginForward', 'fKVCacheEndForward', 'getTokensEmbeddings'])
  );
}
