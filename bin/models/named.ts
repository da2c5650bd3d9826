import * as v from 'valibot';
import type { Hub } from '../../src/catalog/hub.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import { DtypeSchema } from '../../src/domain/model.ts';
import type { ModelRequest } from '../../src/engines/hub/repository.ts';
import { UsageError } from '../command.ts';

/** What a command line says of a model. */
export interface Named {
  readonly id: string;
  readonly dtype: string | undefined;
  readonly engine: string | undefined;
  readonly library: string | undefined;
}

/**
 * What is meant by an ID: a model of the catalogue, in its first build or the one that is named, else a repository of the hub.
 * @throws UsageError that says which builds there are, PlumblineError `model-missing`
 */
export function requestOf(
  named: Named,
  { models }: Pick<Hub, 'models'>,
  where: Pick<ModelRequest, 'hub' | 'revision'>,
): ModelRequest {
  const entry = models.find(({ id }) => id === named.id);
  if (entry === undefined) {
    if (named.id.includes('/')) return byRepository(named, models, where);
    throw unknown(
      named.id,
      models.map(({ id }) => id),
    );
  }
  const builds: readonly string[] = entry.builds.map(({ dtype }) => dtype);
  const wrong = new UsageError(
    `${entry.id} is for the ${entry.engine} engine, as ${builds.join(' or ')}.`,
  );
  if (named.engine !== undefined && named.engine !== entry.engine) throw wrong;
  const fits = ({ dtype }: { readonly dtype: string }) => dtype === (named.dtype ?? builds[0]);
  if (entry.engine === 'onnx') {
    const build = entry.builds.find(fits);
    if (build === undefined) throw wrong;
    return { ...where, engine: 'onnx', model: repositoryOf(entry.url), dtype: build.dtype };
  }
  const build = entry.builds.find(fits);
  if (build === undefined) throw wrong;
  return { ...where, engine: 'webllm', model: repositoryOf(build.url), library: build.lib };
}

function byRepository(
  { id, dtype = 'q4', engine = 'onnx', library }: Named,
  models: Hub['models'],
  where: Pick<ModelRequest, 'hub' | 'revision'>,
): ModelRequest {
  if (engine === 'webllm') {
    const known = library ?? libraryOf(id, models);
    if (known === null) {
      throw new UsageError(
        `--library is needed: ${id} is not in the catalogue, so nobody knows which compiled library (.wasm) its weights are for.`,
      );
    }
    return { ...where, engine, model: id, library: known };
  }
  if (engine !== 'onnx') throw new UsageError(`--engine takes onnx or webllm, not “${engine}”.`);
  if (!v.is(DtypeSchema, dtype)) {
    const all = DtypeSchema.options.join(', ');
    throw new UsageError(`--dtype takes one of ${all}, not “${dtype}”.`);
  }
  return { ...where, engine, model: id, dtype };
}

/** The compiled library of a repository that the catalogue knows. */
function libraryOf(repository: string, models: Hub['models']): string | null {
  for (const { builds } of models) {
    for (const build of builds) {
      if ('lib' in build && repositoryOf(build.url) === repository) return build.lib;
    }
  }
  return null;
}

function unknown(id: string, ids: readonly string[]): PlumblineError {
  return new PlumblineError({
    kind: 'model-missing',
    message: `There is no model “${id}” on the hub’s list, and it is no repository’s name, OWNER/NAME.`,
    kept: 'Nothing was fetched.',
    remedy: `Choose one of: ${ids.join(', ')}.`,
  });
}

/** The name of a repository, from its address. */
function repositoryOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
