import type { Hub } from '../catalog/hub.ts';
import { fetchedModel } from '../domain/fetched.ts';
import { sha256 } from '../domain/hash.ts';
import type { HubModel } from '../domain/hub-model.ts';
import type { HubPair } from '../domain/hub-pair.ts';
import {
  DtypeSchema,
  modelDigest,
  type ModelFile,
  type OnnxModel,
  type WebllmModel,
} from '../domain/model.ts';
import type { Pair } from '../domain/pair.ts';
import type { Manifest } from '../engines/hub/manifest.ts';
import type { StoredModel } from '../engines/hub/stored-models.ts';
import * as v from 'valibot';
import { isModel, modelsOf } from './hub-request.ts';
import type { OwnPair } from './own-pairs.svelte.ts';

/** A stored model whose every file is there. */
interface Whole {
  readonly key: string;
  readonly manifest: Manifest;
}

/**
 * The pairs of the hub's catalogue that can be run from what is stored: both sides whole, in one way of storing weights. A pair's and a
 * model's id name the very bytes, so that another revision is another pair, and the same one fetched anew goes on with its audits. Pure.
 */
export function ownPairs(
  hub: Pick<Hub, 'pairs' | 'models'>,
  stored: readonly StoredModel[],
): OwnPair[] {
  const wholes = stored.flatMap(({ key, manifest, whole }) =>
    whole && manifest !== null ? [{ key, manifest }] : [],
  );
  return hub.pairs.flatMap((pair) => {
    const models = modelsOf(pair, hub.models);
    const [baseline, reasoning = baseline] = models ?? [];
    if (baseline === undefined || reasoning === undefined) return [];
    // The onnx engine puts nothing before a reply by itself.
    const isQuieted = pair.thinking !== null && baseline.thinking?.by === 'empty-chain';
    if (isQuieted && baseline.engine === 'onnx') return [];
    const dtypes = baseline.builds.map(({ dtype }) => dtype).filter((one) => has(reasoning, one));
    return dtypes.flatMap((dtype) => {
      const of = (model: HubModel) =>
        wholes.filter(
          ({ manifest }) => isModel(manifest, model, dtype) && isRunnable(manifest, model, dtype),
        );
      return of(baseline).flatMap((one) =>
        (reasoning === baseline ? [one] : of(reasoning)).map((other) =>
          ownPair(pair, dtype, [baseline, one], [reasoning, other]),
        ),
      );
    });
  });
}

function has(model: HubModel, dtype: string): boolean {
  return model.builds.some((build) => build.dtype === dtype);
}

/** Weights for web-llm run by the library that was compiled for them, and a folder may have come without. */
function isRunnable({ files }: Manifest, model: HubModel, dtype: string): boolean {
  if (model.engine !== 'webllm') return true;
  const lib = model.builds.find((build) => build.dtype === dtype)?.lib;
  return files.some(({ path }) => lib?.endsWith(`/${path}`) === true);
}

function ownPair(
  pair: HubPair,
  dtype: string,
  [baseline, one]: readonly [HubModel, Whole],
  [reasoning, other]: readonly [HubModel, Whole],
): OwnPair {
  const first = storedModel(baseline, one, dtype, pair.thinking?.baseline ?? null);
  const second = storedModel(reasoning, other, dtype, pair.thinking?.reasoning ?? null);
  const { role, method, match, criteria } = pair;
  const isFound = one.manifest.commit === null || other.manifest.commit === null;
  const entry: Pair = {
    id: `${pair.id}-${dtype}-${short(modelDigest(first) + modelDigest(second))}`,
    title: `${pair.title}, ${dtype}${isFound ? ', from a folder without a manifest' : ''}`,
    baseline: first.id,
    reasoning: second.id,
    ...{ role, method, match, criteria },
  };
  const keys = { [first.id]: one.key, [second.id]: other.key };
  return { pair: entry, models: [first, second], keys, stored: true };
}

/** A stored model as one that can be loaded: each of its files with the hash that was found when it came in. */
function storedModel(
  model: HubModel,
  { key, manifest }: Whole,
  dtype: string,
  set: 'on' | 'off' | null,
): OnnxModel | WebllmModel {
  const files = manifest.files.flatMap(({ path, bytes, sha256 }) =>
    bytes === null || sha256 === null ? [] : [{ path, bytes, sha256 }],
  );
  const id = [model.id, dtype, short(modelDigest({ files })), ...(set === null ? [] : [set])];
  if (model.engine === 'webllm') {
    const known = { files, complete: files.length === manifest.files.length };
    // No system message of ours: both sides are told the same, which is nothing.
    const setting = { dtype, thinking: set, system: '' };
    return { ...fetchedModel(model, setting, known), id: id.join('-') };
  }
  return storedOnnx(model, { key, id: id.join('-'), dtype, set, files });
}

interface OnnxParts {
  readonly key: string;
  readonly id: string;
  readonly dtype: string;
  readonly set: 'on' | 'off' | null;
  readonly files: ModelFile[];
}

function storedOnnx(
  model: Extract<HubModel, { engine: 'onnx' }>,
  { key, id, dtype, set, files }: OnnxParts,
): OnnxModel {
  const how = model.thinking;
  return {
    id,
    title: set === null ? model.title : `${model.title}, thinking ${set}`,
    engine: 'onnx',
    path: `stored-models/${key}`,
    dtype: v.parse(DtypeSchema, dtype),
    parameters: model.parameters.value,
    licence: model.licence.name,
    chain: model.chain === null ? null : { open: model.chain.open, close: model.chain.close },
    ...(set === null || how === null ? {} : { thinking: { set, how } }),
    specimen: false,
    files,
  };
}

function short(text: string): string {
  return sha256(text).slice(0, 8);
}
