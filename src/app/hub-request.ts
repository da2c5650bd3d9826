import type { HubModel } from '../domain/hub-model.ts';
import type { HubPair } from '../domain/hub-pair.ts';
import { DtypeSchema, type OnnxModel } from '../domain/model.ts';
import type { Manifest } from '../engines/hub/manifest.ts';
import type { ModelRequest } from '../engines/hub/repository.ts';
import * as v from 'valibot';

export type OnnxHubModel = Extract<HubModel, { engine: 'onnx' }>;
export type Dtype = OnnxModel['dtype'];

/** The name of a model's repository, `owner/name`, from the address that the catalogue has. */
export function repositoryOf({ url }: Pick<OnnxHubModel, 'url'>): string {
  return new URL(url).pathname.replace(/^\//, '').replace(/\/$/, '');
}

/** The models of a pair, each once; null where the pair does not run on the onnx engine. */
export function onnxModelsOf(
  pair: Pick<HubPair, 'baseline' | 'reasoning'>,
  models: readonly HubModel[],
): readonly OnnxHubModel[] | null {
  const ids = [...new Set([pair.baseline, pair.reasoning])];
  const found = ids.flatMap((id) => models.find((one) => one.id === id) ?? []);
  const onnx = found.filter((one) => one.engine === 'onnx');
  return onnx.length === ids.length ? onnx : null;
}

/** The way of storing weights that a build's name tells. */
export function dtypeOf(dtype: string): Dtype {
  return v.parse(DtypeSchema, dtype);
}

/** What the hub is asked for. */
export function requestOf(model: OnnxHubModel, dtype: Dtype, hub: string): ModelRequest {
  return { hub, model: repositoryOf(model), revision: 'main', engine: 'onnx', dtype };
}

/**
 * Whether a stored model is one of the catalogue in a way of storing weights. A folder that was saved by hand tells only its own name,
 * so that is all that can be compared.
 */
export function isModel(manifest: Manifest, model: OnnxHubModel, dtype: Dtype): boolean {
  if (manifest.engine !== 'onnx' || manifest.dtype !== dtype) return false;
  const repository = repositoryOf(model);
  const name = repository.slice(repository.indexOf('/') + 1);
  return manifest.model === repository || (manifest.commit === null && manifest.model === name);
}
