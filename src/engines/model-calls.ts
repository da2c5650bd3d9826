import type {
  ForcedRow,
  Row,
  RowDistributions,
  RowEvent,
  RowLikelihoods,
  TextRow,
} from './engine.ts';

/** What a page asks of the worker that holds a model, whatever engine runs it. */
export interface ModelCalls {
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
