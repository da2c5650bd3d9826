import type { Device } from '../../domain/audit.ts';
import type { OnnxModel } from '../../domain/model.ts';
import type {
  LoadProgress,
  LoadedModel,
  Row,
  RowEvent,
  RowLikelihoods,
  TextRow,
} from '../engine.ts';
import type { ModelSource } from '../model-source.ts';

/** Everything that a page asks of the onnx engine's worker. */
export interface OnnxCalls {
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
  generate: {
    input: { readonly rows: readonly Row[] };
    event: RowEvent;
    result: undefined;
  };
  likelihoods: {
    input: { readonly rows: readonly TextRow[] };
    event: RowLikelihoods;
    result: undefined;
  };
}
