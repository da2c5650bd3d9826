import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';
import { greedy } from '../../domain/sampling.ts';
import type { LoadedModel } from '../engine.ts';
import type { Caller } from './caller.ts';
import { chainFound, type ChainFound } from './chain-found.ts';
import { converse } from './converse.ts';
import type { ForcedReader } from './forced.ts';
import { capabilitiesOf } from './session.ts';

/** What one question to a model showed. */
export interface Tried {
  readonly capabilities: LoadedModel['capabilities'];
  readonly chain: ChainFound;
  /** What it said, chain and all, and why it ended. */
  readonly text: string;
  readonly stop: Reply['stop'];
  /** From the request to the end of the reply. */
  readonly milliseconds: number;
}

/** No item of any pack, and short to answer. */
const question = 'What is 17 plus 25? Answer in one short sentence.';

/** Tokens of that reply at most: a chain should have ended by then. */
const longest = 1024;

/** Asks a model one question, to see that it answers and how its chain comes. @throws PlumblineError as `converse` */
export async function tryModel(
  model: EndpointModel,
  caller: Caller,
  reader: ForcedReader | null,
  signal: AbortSignal,
): Promise<Tried> {
  // Prompt and reply share the context.
  const room = Math.max(1, Math.floor((model.contextWindow ?? 2 * longest) / 2));
  const row = {
    trial: '',
    messages: [{ role: 'user', content: question }],
    sampling: { ...greedy, maxTokens: Math.min(longest, room) },
    seed: 0,
  } as const;
  const { written, timing } = await converse(caller, model, row, signal, () => undefined);
  const chain = chainFound(written.said);
  return {
    capabilities: capabilitiesOf(model, caller, reader),
    chain,
    text: written.text(chain),
    stop: written.finish === 'length' ? 'length' : 'end',
    milliseconds: timing.prefill + timing.decode,
  };
}
