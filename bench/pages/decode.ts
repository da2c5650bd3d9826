import type { OnnxModel } from '../../src/domain/model.ts';
import type { Row, LoadedModel } from '../../src/engines/engine.ts';
import { WorkerClient } from '../../src/engines/client.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { loadTokens } from '../../src/engines/onnx/load.ts';
import { promptOf } from '../../src/engines/onnx/prompt.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { greedy } from '../../src/domain/sampling.ts';
import type { PeerCalls, PeerRow } from '../peer/calls.ts';
import { endlessModel } from './endless-model.ts';
import { base, clock, signal, spawnOnnx, spawnPeer, threads } from './machine.ts';
import { mixedItems } from './town.ts';
import { WllamaPeer } from './wllama.ts';

/** Tokens of the shortest and the longest reply. */
const shortest = 8;
const longest = 128;

interface Prepared {
  readonly model: OnnxModel;
  readonly rows: readonly Row[];
  /** The same, for those that are given token ids. */
  readonly prompts: readonly (PeerRow & { readonly trial: string; readonly text: string })[];
  decode(tokens: readonly number[]): string;
}

let prepared: Prepared | null = null;
let model: LoadedModel | null = null;
let peer: WorkerClient<PeerCalls> | null = null;
const llamas = new Map<string, WllamaPeer>();
const replies = new Map<string, ReadonlyMap<string, readonly number[]>>();
const texts = new Map<string, ReadonlyMap<string, string>>();

/** Loads the engine and makes the rows: prompts of all packs, replies of 8 to 128 tokens, drawn evenly. */
export async function prepare(input: {
  model: string;
  prompts: number;
  device: 'wasm' | 'webgpu';
}) {
  const own = await endlessModel(input.model);
  const asked = { model: own, device: 'wasm', source: { kind: 'shipped', base }, threads } as const;
  const { tokenizer } = await loadTokens(asked);
  const rng = seededRng('bench decode');
  const rows = (await mixedItems(input.prompts)).map(({ id, messages }): Row => {
    const maxTokens = shortest + Math.floor(rng() * (longest - shortest + 1));
    return { trial: id, messages, sampling: { ...greedy, maxTokens }, seed: 0 };
  });
  const prompts = rows.map(({ trial, messages, sampling }) => {
    const prompt = promptOf(messages, { tokenizer });
    const text = tokenizer.decode(prompt, { skip_special_tokens: false });
    return { trial, prompt, text, limit: sampling.maxTokens };
  });
  const decode = (tokens: readonly number[]) =>
    tokenizer.decode([...tokens], { skip_special_tokens: true });
  prepared = { model: own, rows, prompts, decode };
  const load = { device: input.device, signal, onProgress: () => undefined };
  model = await createOnnxEngine(spawnOnnx, base, threads).load(own, load);
  return { prompts, threads, isolated: crossOriginIsolated };
}

/** Our engine, through its worker and its port, fed as the runner feeds it: prompts of like length together. */
export async function ours(): Promise<number> {
  const { rows, prompts } = known(prepared);
  const loaded = known(model);
  const lengths = new Map(prompts.map(({ trial, prompt }) => [trial, prompt.length]));
  const length = ({ trial }: Row) => lengths.get(trial) ?? 0;
  const sorted = [...rows].sort((a, b) => length(a) - length(b));
  const written = new Map<string, readonly number[]>();
  const took = await clock(async () => {
    for (let at = 0; at < sorted.length; at += loaded.capabilities.rows) {
      const batch = sorted.slice(at, at + loaded.capabilities.rows);
      for await (const event of loaded.generate(batch, signal)) {
        if (event.type === 'done') written.set(event.reply.trial, event.reply.tokens);
      }
    }
  });
  replies.set('ours', written);
  return took;
}

/** transformers.js in batches of so many rows, prompts of like length together. */
export async function transformers({ batch }: { batch: number }): Promise<number> {
  const { prompts, model: own } = known(prepared);
  if (peer === null) {
    peer = new WorkerClient<PeerCalls>(spawnPeer());
    await peer.call('loadModel', { model: own, base, threads }, options);
  }
  const client = peer;
  const sorted = [...prompts].sort((a, b) => a.prompt.length - b.prompt.length);
  let found: readonly (readonly number[])[] = [];
  const took = await clock(async () => {
    const rows = sorted.map(({ prompt, limit }) => ({ prompt, limit }));
    found = await client.call('generate', { rows, batch }, options);
  });
  replies.set(
    `transformers ${batch}`,
    new Map(sorted.map(({ trial }, at) => [trial, found[at] ?? []])),
  );
  return took;
}

const options = { signal, onEvent: () => undefined };

/** wllama one prompt at a time, of the same weights in so many bits. */
export async function llama({ type }: { type: 'f32' | 'q8_0' }): Promise<number> {
  const { prompts, model: own } = known(prepared);
  const loaded = llamas.get(type) ?? (await WllamaPeer.load(own.path, type));
  llamas.set(type, loaded);
  const written = new Map<string, string>();
  let tokens = 0;
  const took = await clock(async () => {
    for (const { trial, text, limit } of prompts) {
      const reply = await loaded.complete(text, limit);
      written.set(trial, reply.text);
      tokens += reply.tokens;
    }
  });
  const asked = prompts.reduce((sum, { limit }) => sum + limit, 0);
  if (tokens !== asked) throw new Error(`wllama wrote ${tokens} tokens of ${asked}.`);
  texts.set(`wllama ${type}`, written);
  return took;
}

/** How many replies of each way are ours, token for token; of wllama, which gives no tokens, letter for letter. */
export function agreement(native: readonly (readonly number[])[] | null): Record<string, number> {
  const { prompts, decode } = known(prepared);
  const own = replies.get('ours');
  if (native !== null) {
    replies.set('native', new Map(prompts.map(({ trial }, at) => [trial, native[at] ?? []])));
  }
  const same = (is: (trial: string) => boolean) => prompts.filter(({ trial }) => is(trial)).length;
  const agreeing: Record<string, number> = {};
  for (const [way, found] of replies) {
    agreeing[way] = same((trial) => String(found.get(trial)) === String(own?.get(trial)));
  }
  for (const [way, found] of texts) {
    agreeing[way] = same(
      (trial) => found.get(trial)?.trim() === decode(own?.get(trial) ?? []).trim(),
    );
  }
  return agreeing;
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error('Nothing is prepared.');
  return value;
}
