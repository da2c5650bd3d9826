import { defaultAccess } from '../engines/endpoint/tools.ts';
import type { App } from './app.ts';
import {
  isOneModel,
  serverPair,
  sideModel,
  usualMaxTokens,
  type SideSetup,
} from './server-setup.ts';

/** What the command line says of a pair on servers. */
export interface ServerRequest {
  readonly address: string;
  /** Where the reasoning model is; the same server where left out. */
  readonly reasoningAddress?: string;
  readonly baseline: string;
  readonly reasoning: string;
  readonly key: string | null;
  readonly allowRemote: boolean;
  readonly allowPlain: boolean;
  readonly concurrency: number;
  /** Tokens of a reply at most; null for what is usual. */
  readonly maxTokens: number | null;
}

/**
 * Makes a pair of two models on servers, as the Models page does: looks at the servers, and asks each model one question to see how its
 * chain comes. One model on both sides is asked with its thinking off and on.
 * @returns the pair's id
 * @throws PlumblineError as `ServerDesk`, and as `serverPair`
 */
export async function addServerPair(
  { servers, desk }: Pick<App, 'servers' | 'desk'>,
  request: ServerRequest,
  signal: AbortSignal,
): Promise<string> {
  const { allowRemote, allowPlain, concurrency, key } = request;
  const settings = { allowRemote, allowPlain, concurrency };
  const access = { ...defaultAccess, ...settings, key };
  const side = async (address: string, model: string): Promise<SideSetup> => ({
    look: await desk.look(address, access, signal),
    model,
    chain: null,
    thinking: null,
    access: settings,
  });
  const [first, second] = await Promise.all([
    side(request.address, request.baseline),
    side(request.reasoningAddress ?? request.address, request.reasoning),
  ]);
  const one = isOneModel(first, second);
  const tried = async (asked: SideSetup): Promise<SideSetup> => {
    const { chain } = await desk.try(sideModel(asked), access, signal);
    return { ...asked, chain: chain.chain };
  };
  const baseline = await tried({ ...first, thinking: one ? 'off' : null });
  const reasoning = await tried({ ...second, thinking: one ? 'on' : null });
  const contexts = [baseline, reasoning].map((asked) => sideModel(asked).contextWindow);
  const entry = serverPair({
    title: '',
    baseline,
    reasoning,
    method: one ? 'hybrid' : 'unknown',
    match: one ? 'same-weights' : 'unknown',
    maxTokens: request.maxTokens ?? usualMaxTokens(contexts),
  });
  const keys = Object.keys(entry.access).map((address) => [address, { key, keep: false }] as const);
  servers.save(entry, Object.fromEntries(keys));
  return entry.pair.id;
}
