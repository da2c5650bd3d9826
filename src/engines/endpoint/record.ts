import { modelDigest, type EndpointModel } from '../../domain/model.ts';
import type { Look, Served } from './look.ts';

/** What only the user knows of a model on a server. */
export type Told = Pick<EndpointModel, 'title' | 'licence' | 'chain' | 'thinking'>;

/**
 * The entry of a model that a server has: what the server says of it, and what the user does. Its id names all that its replies depend
 * on, so that an audit never goes on with other settings than it began with.
 */
export function endpointModel(
  { address, server }: Pick<Look, 'address' | 'server'>,
  { model, reported, dtype, parameters, contextWindow }: Served,
  { title, licence, chain, thinking }: Told,
): EndpointModel {
  const known: Omit<EndpointModel, 'id'> = {
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
  return { ...known, id: `endpoint-${modelDigest({ ...known, id: '' }).slice(0, 12)}` };
}
