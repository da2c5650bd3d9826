import type { AppConfig, MLCEngineConfig, MLCEngineInterface } from '@mlc-ai/web-llm';
import type { WebllmModel } from '../../domain/model.ts';
import type { ChainMarks } from '../chain.ts';
import type { LoadProgress } from '../engine.ts';
import type { ModelSource } from '../model-source.ts';
import type { DeviceWatch } from '../device-watch.ts';
import { toModelError } from './faults.ts';
import { pipelineOf, type Pipeline } from './internals.ts';
import { checkAdapter, neededFeatures, type AdapterLike } from './needs.ts';
import { createProgress } from './progress.ts';
import { chainMarks } from './prompt.ts';
import type { ModelFiles, StoredAddresses } from './stored-files.ts';
import { Tap } from './tap.ts';

/** What the engine stands on in its worker. */
export interface WebllmTools {
  readonly createEngine: (config: MLCEngineConfig) => MLCEngineInterface;
  /** An adapter to hold models against; null where there is none. */
  readonly findAdapter: () => Promise<AdapterLike | null>;
  /** Where models are read from. What is taken there, the library finds in its cache. */
  readonly files: ModelFiles;
  readonly watch: DeviceWatch;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** A model in memory, with what listens to it. */
export interface Loaded {
  readonly model: WebllmModel;
  readonly engine: MLCEngineInterface;
  readonly pipeline: Pipeline;
  readonly tap: Tap;
  readonly marks: ChainMarks | null;
}

/** Settings of the model itself, which reading tokens one by one samples by: neutral, for what it samples is thrown away. */
const neutral = {
  temperature: 1,
  top_p: 1,
  repetition_penalty: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
};

/**
 * Loads a stored model after it was held against the adapter: the library would read its first files before it looks at the GPU.
 * @throws PlumblineError `no-webgpu`, `model-missing`, `model-damaged`, `storage-full`, `engine-lost` or `engine-failed`
 */
export async function loadModel(
  { model, source }: { readonly model: WebllmModel; readonly source: ModelSource },
  { createEngine, findAdapter, files, watch }: WebllmTools,
  onProgress: (progress: LoadProgress) => void,
): Promise<Loaded> {
  try {
    checkAdapter(model, await findAdapter());
    const addresses = await files.take(source, model);
    const tap = new Tap();
    const progress = createProgress(model.downloadBytes);
    const engine = createEngine({
      appConfig: appConfig(model, addresses),
      logitProcessorRegistry: new Map([[model.webllmId, tap]]),
      initProgressCallback: (report) => {
        const known = progress(report);
        if (known !== null) onProgress(known);
      },
      logLevel: 'WARN',
    });
    await watch.race(engine.reload(model.webllmId, chatOptions(model)));
    const pipeline = pipelineOf(engine, model.webllmId);
    return { model, engine, pipeline, tap, marks: chainMarks(model, pipeline) };
  } catch (error) {
    throw toModelError(error, model.title);
  }
}

/** The library's list with this one model in it, so that it knows of no other address; and of this one only what leads to the store. */
function appConfig(model: WebllmModel, { weights, library }: StoredAddresses): AppConfig {
  const { webllmId, memoryMb } = model;
  return {
    model_list: [
      {
        model: weights,
        model_id: webllmId,
        model_lib: library,
        vram_required_MB: memoryMb,
        required_features: [...neededFeatures(model)],
      },
    ],
    cacheBackend: 'cache',
  };
}

function chatOptions({ contextWindow, hybrid }: WebllmModel) {
  return {
    ...neutral,
    context_window_size: contextWindow,
    // The library refuses both kinds of window at once.
    sliding_window_size: -1,
    ...(hybrid ? { max_history_size: 1 } : {}),
  };
}
