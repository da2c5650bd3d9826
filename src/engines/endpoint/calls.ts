import type { EndpointModel } from '../../domain/model.ts';
import type { LoadedModel } from '../engine.ts';
import type { ModelCalls } from '../model-calls.ts';
import type { Look } from './look.ts';
import type { Access } from './tools.ts';
import type { Tried } from './try.ts';

/** Everything that a page asks of the endpoint engine's worker, the only one whose policy may let it reach a server. */
export interface EndpointCalls extends ModelCalls {
  look: {
    input: { readonly address: string; readonly access: Access };
    event: never;
    result: Look;
  };
  /** Asks one question, to see that a model answers and how its chain comes. */
  try: {
    input: { readonly model: EndpointModel; readonly access: Access };
    event: never;
    result: Tried;
  };
  load: {
    input: { readonly model: EndpointModel; readonly access: Access };
    event: never;
    result: LoadedModel['capabilities'];
  };
}
