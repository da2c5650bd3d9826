import type { HubModel } from '../domain/hub-model.ts';
import type { HubPair } from '../domain/hub-pair.ts';
import type { Manifest } from '../engines/hub/manifest.ts';
import type { ModelRequest } from '../engines/hub/repository.ts';

/** One build of a model of the catalogue, as the hub is asked for it. */
type Wanted = Pick<ModelRequest, 'model'> &
  (
    | { readonly engine: 'onnx'; readonly dtype: OnnxDtype }
    | { readonly engine: 'webllm'; readonly library: string }
  );
type OnnxDtype = Extract<HubModel, { engine: 'onnx' }>['builds'][number]['dtype'];

/** The models of a pair, each once; null where the catalogue lacks one. */
export function modelsOf(
  pair: Pick<HubPair, 'baseline' | 'reasoning'>,
  models: readonly HubModel[],
): readonly HubModel[] | null {
  const ids = [...new Set([pair.baseline, pair.reasoning])];
  const found = ids.flatMap((id) => models.find((one) => one.id === id) ?? []);
  return found.length === ids.length ? found : null;
}

/** What the hub is asked for. */
export function requestOf(model: HubModel, dtype: string, hub: string): ModelRequest {
  return { hub, revision: 'main', ...wanted(model, dtype) };
}

/** The host that a model's compiled library is fetched from, which is not the hub; null for a model that needs none. */
export function libraryHost(model: HubModel, dtype: string): string | null {
  const asked = wanted(model, dtype);
  return asked.engine === 'webllm' ? new URL(asked.library).host : null;
}

/**
 * Whether a stored model is one of the catalogue in a way of storing weights. A folder that was saved by hand tells only its own name,
 * so that is all that can be compared.
 */
export function isModel(manifest: Manifest, model: HubModel, dtype: string): boolean {
  const asked = wanted(model, dtype);
  if (manifest.engine !== asked.engine) return false;
  // A repository for web-llm holds weights of one kind, and is named by it.
  if (manifest.engine === 'onnx' && manifest.dtype !== dtype) return false;
  const name = asked.model.slice(asked.model.indexOf('/') + 1);
  return manifest.model === asked.model || (manifest.commit === null && manifest.model === name);
}

/** @throws Error where the model has no such build, which the page never asks for */
function wanted(model: HubModel, dtype: string): Wanted {
  if (model.engine === 'onnx') {
    const build = model.builds.find((one) => one.dtype === dtype);
    if (build !== undefined) {
      return { engine: 'onnx', model: repositoryOf(model.url), dtype: build.dtype };
    }
  } else {
    const build = model.builds.find((one) => one.dtype === dtype);
    if (build !== undefined) {
      return { engine: 'webllm', model: repositoryOf(build.url), library: build.lib };
    }
  }
  throw new Error(`${model.id} has no build ${dtype}`);
}

/** The name of a model's repository, `owner/name`, from the address that the catalogue has. */
function repositoryOf(url: string): string {
  return new URL(url).pathname.replace(/^\//, '').replace(/\/$/, '');
}
