import type { Hub } from '../catalog/hub.ts';
import { sha256 } from '../domain/hash.ts';
import type { HubPair } from '../domain/hub-pair.ts';
import { modelDigest, type OnnxModel } from '../domain/model.ts';
import type { Pair } from '../domain/pair.ts';
import type { Manifest } from '../engines/hub/manifest.ts';
import type { StoredModel } from '../engines/hub/stored-models.ts';
import { dtypeOf, isModel, onnxModelsOf, type Dtype, type OnnxHubModel } from './hub-request.ts';
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
    const models = onnxModelsOf(pair, hub.models);
    const [baseline, reasoning = baseline] = models ?? [];
    if (baseline === undefined || reasoning === undefined) return [];
    // The onnx engine puts nothing before a reply by itself.
    if (pair.thinking !== null && baseline.thinking?.by === 'empty-chain') return [];
    return baseline.builds.flatMap((build) => {
      const dtype = dtypeOf(build.dtype);
      const of = (model: OnnxHubModel) =>
        wholes.filter(({ manifest }) => isModel(manifest, model, dtype));
      return of(baseline).flatMap((one) =>
        (reasoning === baseline ? [one] : of(reasoning)).map((other) =>
          ownPair(pair, dtype, [baseline, one], [reasoning, other]),
        ),
      );
    });
  });
}

function ownPair(
  pair: HubPair,
  dtype: Dtype,
  [baseline, one]: readonly [OnnxHubModel, Whole],
  [reasoning, other]: readonly [OnnxHubModel, Whole],
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
  model: OnnxHubModel,
  { key, manifest }: Whole,
  dtype: Dtype,
  set: 'on' | 'off' | null,
): OnnxModel {
  const files = manifest.files.flatMap(({ path, bytes, sha256 }) =>
    bytes === null || sha256 === null ? [] : [{ path, bytes, sha256 }],
  );
  const how = model.thinking;

  return {
    id: [model.id, dtype, short(modelDigest({ files })), ...(set === null ? [] : [set])].join('-'),
    title: set === null ? model.title : `${model.title}, thinking ${set}`,
    engine: 'onnx',
    path: `stored-models/${key}`,
    dtype,
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
