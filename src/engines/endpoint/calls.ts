import type { EndpointModel } from '../../domain/model.ts';
import type {
  ForcedRow,
  LoadedModel,
  Row,
  RowDistributions,
  RowEvent,
  RowLikelihoods,
  TextRow,
} from '../engine.ts';
import type { Look } from './look.ts';
import type { Access } from './tools.ts';

/** Everything that a page asks of the endpoint engine's worker, the only one whose policy may let it reach a server. */
export interface EndpointCalls {
  look: {
    input: { readonly address: string; readonly access: Access };
    event: never;
    result: Look;
  };
  load: {
    input: { readonly model: EndpointModel; readonly access: Access };
    event: never;
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
