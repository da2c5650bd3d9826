import type { Device } from '../../domain/audit.ts';
import type { Model } from '../../domain/model.ts';
import type { Sampling } from '../../domain/sampling.ts';
import type { LoadProgress, LoadedModel, Row, RowEvent } from '../engine.ts';

/** Everything that a page asks of the onnx engine's worker. */
export interface OnnxCalls {
  load: {
    input: {
      readonly model: Model;
      readonly device: Device;
      readonly base: string;
      readonly threads: number;
    };
    event: LoadProgress;
    result: LoadedModel['capabilities'];
  };
  generate: {
    input: { readonly rows: readonly Row[]; readonly sampling: Sampling };
    event: RowEvent;
    result: undefined;
  };
}
