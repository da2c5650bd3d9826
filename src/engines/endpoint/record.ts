import { sha256 } from '../../domain/hash.ts';
import type { EndpointModel } from '../../domain/model.ts';
import type { Look, Served } from './look.ts';

/** What only the user knows of a model on a server. */
export type Told = Pick<EndpointModel, 'title' | 'licence' | 'chain' | 'thinking'>;

/** The entry of a model that a server has: what the server says of it, and what the user does. */
export function endpointModel(
  { address, server }: Pick<Look, 'address' | 'server'>,
  { model, reported, dtype, parameters, contextWindow }: Served,
  { title, licence, chain, thinking }: Told,
): EndpointModel {
  const named = JSON.stringify([address, model, thinking]);
  return {
    id: `endpoint-${sha256(named).slice(0, 12)}`,
    title,
    engine: 'endpoint',
    address,
    model,
    server,
    reported,
    dtype,
    parameters,
    licence,
    contextWindow,
    chain,
    thinking,
    specimen: false,
    files: [],
  };
}
