import type { Device } from '../../domain/audit.ts';
import type { OnnxModel } from '../../domain/model.ts';
import type { LoadProgress, LoadedModel } from '../engine.ts';
import type { ModelCalls } from '../model-calls.ts';
import type { ModelSource } from '../model-source.ts';

/** Everything that a page asks of the onnx engine's worker. */
export interface OnnxCalls extends ModelCalls {
  load: {
    input: {
      readonly model: OnnxModel;
      readonly device: Device;
      readonly source: ModelSource;
      readonly threads: number;
    };
    event: LoadProgress;
    result: LoadedModel['capabilities'];
  };
}
