import type { WebllmModel } from '../../domain/model.ts';
import type { LoadProgress, LoadedModel } from '../engine.ts';
import type { ModelCalls } from '../model-calls.ts';
import type { ModelSource } from '../model-source.ts';

/** Everything that a page asks of the web-llm engine's worker. */
export interface WebllmCalls extends ModelCalls {
  load: {
    input: { readonly model: WebllmModel; readonly source: ModelSource };
    event: LoadProgress;
    result: LoadedModel['capabilities'];
  };
  /** Frees the GPU's memory before the worker is ended. */
  unload: { input: undefined; event: never; result: undefined };
}
