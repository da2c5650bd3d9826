import type { EndpointModel } from '../domain/model.ts';
import { lookByWorker, tryByWorker } from '../engines/endpoint/client.ts';
import type { ClientPort } from '../engines/client.ts';
import type { EndpointCalls } from '../engines/endpoint/calls.ts';
import type { Look } from '../engines/endpoint/look.ts';
import type { Access, Patience } from '../engines/endpoint/tools.ts';
import type { Tried } from '../engines/endpoint/try.ts';

/** Asks servers what they are, before an audit. */
export interface ServerDesk {
  /** What is at an address. @throws PlumblineError as `lookAt` */
  look(address: string, access: Access, signal: AbortSignal): Promise<Look>;
  /** Whether a model answers, and how its chain comes. @throws PlumblineError as `tryAt` */
  try(model: EndpointModel, access: Access, signal: AbortSignal): Promise<Tried>;
}

/** Somebody waits before the screen: less patience than in an audit. */
export const lookPatience: Patience = {
  answer: 15_000,
  silence: 15_000,
  attempts: 2,
  pause: 400,
  longest: 5_000,
};

/** A model may have to be loaded before its first token. */
const tryPatience: Patience = { ...lookPatience, answer: 180_000, silence: 60_000 };

export function createServerDesk(
  spawn: () => ClientPort<EndpointCalls>,
  { look, whole }: { readonly look: Patience; readonly whole: Patience } = {
    look: lookPatience,
    whole: tryPatience,
  },
): ServerDesk {
  return {
    look: (address, access, signal) =>
      lookByWorker(spawn, address, { ...access, patience: look }, signal),
    try: (model, access, signal) =>
      tryByWorker(spawn, model, { ...access, patience: whole }, signal),
  };
}
