import type { LocalDevice } from '../../domain/audit.ts';
import type { OnnxModel } from '../../domain/model.ts';
import type {
  ForcedRow,
  LoadProgress,
  LoadedModel,
  Row,
  RowDistributions,
  RowEvent,
  RowLikelihoods,
  TextRow,
} from '../engine.ts';

/** Everything that a page asks of the onnx engine's worker. */
export interface OnnxCalls {
  load: {
    input: {
      readonly model: OnnxModel;
      readonly device: LocalDevice;
      readonly base: string;
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
  distributions: {
    input: { readonly rows: readonly ForcedRow[]; readonly width: number };
    event: RowDistributions;
    result: undefined;
  };
}
