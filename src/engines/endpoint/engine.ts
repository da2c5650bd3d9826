import { PlumblineError, type FaultKind } from '../../domain/fault.ts';
import type { EndpointModel } from '../../domain/model.ts';
import type { Engine } from '../engine.ts';
import { wrongEngine } from '../wrong-engine.ts';
import { checkAddress } from './address.ts';
import { Caller } from './caller.ts';
import { Faults } from './faults.ts';
import { Passing } from './passing.ts';
import type { ForcedReader } from './forced.ts';
import { llamaCppReader } from './llama-cpp.ts';
import { look, type Look } from './look.ts';
import { NotThere } from './send.ts';
import { openSession } from './session.ts';
import type { Access, EndpointTools } from './tools.ts';
import { tryModel, type Tried } from './try.ts';
import { endpointVersion } from './version.ts';
import { vllmReader } from './vllm.ts';

/** Asks what is at an address. @throws PlumblineError as `checkAddress` and `look` */
export function lookAt(
  address: string,
  access: Access,
  tools: EndpointTools,
  signal: AbortSignal,
): Promise<Look> {
  return look(callerOf(address, access, tools), signal);
}

/**
 * The endpoint engine: models that a server of the user's answers for.
 * @param access how the server at an address may be asked
 */
export function createEndpointEngine(
  tools: EndpointTools,
  access: (address: string) => Access,
): Engine {
  return {
    id: 'endpoint',
    version: endpointVersion,
    async load(model, { signal }) {
      if (model.engine !== 'endpoint') throw wrongEngine(model);
      const { caller, reader } = await reach(model, access(model.address), tools, signal);
      return openSession(model, caller, reader);
    },
  };
}

/** Asks a model one question. @throws PlumblineError as loading it, and as `tryModel` */
export async function tryAt(
  model: EndpointModel,
  access: Access,
  tools: EndpointTools,
  signal: AbortSignal,
): Promise<Tried> {
  const { caller, reader } = await reach(model, access, tools, signal);
  return tryModel(model, caller, reader, signal);
}

/** Finds a model on its server, as it was when it was added, and what reads texts there. */
async function reach(
  model: EndpointModel,
  access: Access,
  tools: EndpointTools,
  signal: AbortSignal,
): Promise<{ caller: Caller; reader: ForcedReader | null }> {
  const caller = callerOf(model.address, access, tools);
  recognise(model, await look(caller, signal), caller.line.faults);
  return { caller, reader: await readerOf(model, caller, signal) };
}

function callerOf(address: string, access: Access, tools: EndpointTools): Caller {
  const checked = checkAddress(address, access);
  return new Caller({ address: checked, access, tools, faults: new Faults(checked, access.key) });
}

/** Holds the server against what it was when the model was added: replies are kept under what it said then. */
function recognise(model: EndpointModel, { server, models }: Look, faults: Faults): void {
  const found = models.find((one) => one.model === model.model);
  if (found === undefined) {
    throw faults.unknownModel(
      model.model,
      models.map((one) => one.model),
    );
  }
  const words = (kind: string, { version, weights }: EndpointModel['reported']) =>
    `${[kind, version].filter((part) => part !== null).join(' ')} with ${weights ?? 'weights of no name'}`;
  const [was, is] = [words(model.server, model.reported), words(server, found.reported)];
  if (was !== is) throw faults.changed(was, is);
}

/** Faults by which a server shows that it does not read texts. */
const lacking = new Set<FaultKind>(['bad-request', 'row-refused', 'engine-failed']);

/** What reads given texts there; null where the server does not. What passes is no answer to that. */
async function readerOf(
  model: EndpointModel,
  caller: Caller,
  signal: AbortSignal,
): Promise<ForcedReader | null> {
  const open = { vllm: vllmReader, 'llama.cpp': llamaCppReader, ollama: null, other: null };
  try {
    return (await open[model.server]?.(caller, model, signal)) ?? null;
  } catch (error) {
    const lacks =
      error instanceof NotThere ||
      (error instanceof PlumblineError &&
        !(error.cause instanceof Passing) &&
        lacking.has(error.kind));
    if (lacks) return null;
    throw error;
  }
}
