import type { EndpointModel, EndpointServer } from '../../domain/model.ts';
import { ModelsSchema, PropsSchema, TagsSchema, VersionSchema, type ServedModel } from './api.ts';
import type { Caller } from './caller.ts';
import { NotThere } from './send.ts';

/** What a server says of one of its models. */
export type Served = Pick<
  EndpointModel,
  'model' | 'reported' | 'dtype' | 'parameters' | 'contextWindow'
>;

/** A server, as it shows itself. */
export interface Look {
  readonly address: string;
  readonly server: EndpointServer;
  readonly models: readonly Served[];
}

/**
 * Asks a server what it is and what it has. The key, if any, goes with it; no prompt does.
 * @throws PlumblineError `bad-request` where there is no such server, and whatever asking it throws
 */
export async function look(caller: Caller, signal: AbortSignal): Promise<Look> {
  const { address, faults } = caller.line;
  const models = await caller
    .json({ path: '/v1/models' }, ModelsSchema, signal)
    .catch((error: unknown) => {
      throw error instanceof NotThere ? faults.noInterface() : error;
    });
  const owners = models.data.map(({ owned_by }) => owned_by);
  if (owners.includes('vllm')) {
    const version = await caller.maybe({ path: '/version' }, VersionSchema, signal);
    const entry = (one: ServedModel) => ({
      ...served(one, version?.version ?? null, one.root ?? null),
      contextWindow: one.max_model_len ?? null,
    });
    return { address, server: 'vllm', models: models.data.map(entry) };
  }
  if (owners.includes('llamacpp')) {
    const props = await caller.maybe({ path: '/props' }, PropsSchema, signal);
    const entry = (one: ServedModel) => ({
      ...served(one, props?.build_info ?? null, ggufOf(one)),
      parameters: one.meta?.n_params ?? null,
      contextWindow: props?.default_generation_settings.n_ctx ?? null,
    });
    return { address, server: 'llama.cpp', models: models.data.map(entry) };
  }
  const version = await caller.maybe({ path: '/api/version' }, VersionSchema, signal);
  if (version !== null) {
    const tags = await caller.maybe({ path: '/api/tags' }, TagsSchema, signal);
    const entry = (one: ServedModel) => {
      const tag = tags?.models.find(({ name }) => name === one.id);
      return {
        ...served(one, version.version, tag?.digest ?? null),
        dtype: tag?.details?.quantization_level ?? unknown,
      };
    };
    return { address, server: 'ollama', models: models.data.map(entry) };
  }
  return { address, server: 'other', models: models.data.map((one) => served(one, null, null)) };
}

const unknown = 'as served';

function served(one: ServedModel, version: string | null, weights: string | null): Served {
  return {
    model: one.id,
    reported: { version, weights },
    dtype: unknown,
    parameters: null,
    contextWindow: null,
  };
}

/** A GGUF file by its name and size: where it lies on the server is nobody's business. */
function ggufOf({ id, meta }: ServedModel): string {
  const name = id.split(/[\\/]/).at(-1) ?? id;
  const size = meta?.size ?? null;
  return size === null ? name : `${name}, ${size} bytes`;
}
