import { checkedFiles, type HubFiles } from './hub-files.ts';
import type { HubModel } from './hub-model.ts';
import type { WebllmModel } from './model.ts';

type WebllmHubModel = Extract<HubModel, { engine: 'webllm' }>;

/** What an audit decides about a model that was fetched. */
export interface Setting {
  readonly dtype: string;
  /** Null for a model without a switch. */
  readonly thinking: 'on' | 'off' | null;
  /** The system message of a prompt that brings none. */
  readonly system: string;
}

/**
 * A model of the hub as one that can be loaded, once all of its files are known and have hashes. One model under two settings makes two
 * of these, with ids of their own.
 * @throws PlumblineError `model-damaged` where a file is not checked; Error where the model has no such build or switch
 */
export function fetchedModel(
  model: WebllmHubModel,
  { dtype, thinking, system }: Setting,
  files: HubFiles,
): WebllmModel {
  const build = model.builds.find((one) => one.dtype === dtype);
  if (build === undefined) throw new Error(`${model.id} has no build ${dtype}`);
  if ((thinking === null) !== (model.thinking === null)) {
    throw new Error(
      `${model.id} ${model.thinking === null ? 'has no' : 'needs a'} thinking switch`,
    );
  }
  const checked = checkedFiles(files, model.title);
  return {
    id: [model.id, dtype, ...(thinking === null ? [] : [`thinking-${thinking}`])].join('-'),
    title: thinking === null ? model.title : `${model.title}, thinking ${thinking}`,
    engine: 'webllm',
    webllmId: build.webllmId,
    url: build.url,
    lib: build.lib,
    dtype,
    parameters: model.parameters.value,
    licence: model.licence.name,
    features: [],
    limits: {},
    contextWindow: model.context.runs,
    chain: model.chain,
    thinking,
    system,
    hybrid: model.hybrid,
    memoryMb: build.memoryMb,
    downloadBytes: checked.reduce((sum, { bytes }) => sum + bytes, 0),
    specimen: false,
    files: checked,
  };
}
