import { catalog, findModel } from '../src/catalog/catalog.ts';
import { readPack } from '../src/catalog/read-pack.ts';
import { seededRng } from '../src/domain/rng.ts';
import { greedy } from '../src/domain/sampling.ts';
import { decode, limitsFor, type DecodeRow } from '../src/engines/onnx/decode.ts';
import type { Decoder } from '../src/engines/onnx/decoder.ts';
import { loadParts, type LoadedParts } from '../src/engines/onnx/load.ts';
import { promptOf } from '../src/engines/onnx/prompt.ts';
import { runtimeBuild } from '../src/engines/onnx/runtime.ts';
import type { ScheduleLimits } from '../src/engines/onnx/schedule.ts';

export type Schedule = 'fixed' | 'continuous';

/** One round over the workload. */
export interface Round {
  readonly build: string;
  readonly milliseconds: number;
  /** Milliseconds within the runtime's passes: over prompts, and over one token a row; and in putting pasts together. */
  readonly prefill: number;
  readonly steps: number;
  readonly merges: number;
  readonly passes: number;
  /** Rows × passes, those that are done included. */
  readonly rowSteps: number;
  readonly tokens: number;
  /** All replies, to be compared between ways. */
  readonly replies: string;
}

export interface ScheduleBench {
  load(modelId: string, threads: number, prompts: number): Promise<void>;
  round(schedule: Schedule): Promise<Round>;
}

declare global {
  interface Window {
    benchSchedule?: ScheduleBench;
  }
}

let parts: LoadedParts | null = null;
let rows: readonly DecodeRow[] = [];

window.benchSchedule = {
  async load(modelId, threads, prompts) {
    const base = new URL('/', location.href).href;
    const model = findModel(catalog, modelId);
    if (model.engine !== 'onnx') throw new TypeError('Only models of the onnx engine are timed.');
    const input = { model, device: 'wasm', source: { kind: 'shipped', base }, threads } as const;
    parts = await loadParts(input, () => undefined);
    rows = await workload(base, prompts, parts);
  },
  async round(schedule) {
    if (parts === null) throw new Error('No model is loaded.');
    const times = { prefill: 0, steps: 0, merges: 0, passes: 0, rowSteps: 0 };
    const decoder = timed(parts.decoder, times);
    const limits: ScheduleLimits = {
      ...limitsFor(decoder),
      joins: schedule === 'continuous',
      passTokens: schedule === 'continuous' ? limitsFor(decoder).passTokens : Infinity,
    };
    const signal = new AbortController().signal;
    const tools = { signal, now: () => performance.now(), breathe: () => Promise.resolve() };
    const replies = new Map<string, readonly number[]>();
    const began = performance.now();
    for await (const event of decode(decoder, rows, tools, limits)) {
      if (event.type === 'done') replies.set(event.row.trial, event.row.tokens);
    }
    const milliseconds = performance.now() - began;
    const all = rows.map(({ trial }) => replies.get(trial) ?? []);
    const tokens = all.reduce((sum, reply) => sum + reply.length, 0);
    return { build: runtimeBuild(), milliseconds, ...times, tokens, replies: JSON.stringify(all) };
  },
};

/** Prompts of all packs in turn, and replies of 8 to 128 tokens: each row has its own limit and no end but that. */
async function workload(base: string, count: number, loaded: LoadedParts): Promise<DecodeRow[]> {
  const { signal } = new AbortController();
  const packs = await Promise.all(catalog.packs.map((ref) => readPack(ref, base, signal)));
  const rng = seededRng('workload');
  const mixed: DecodeRow[] = [];
  for (let at = 0; mixed.length < count; at++) {
    for (const { items } of packs) {
      const item = items[at];
      if (item === undefined || item.messages.length === 0) continue;
      const prompt = promptOf(item.messages, loaded);
      const maxTokens = 8 + Math.floor(rng() * 121);
      if (prompt.length + maxTokens > loaded.decoder.context || mixed.length >= count) continue;
      mixed.push({ trial: item.id, prompt, sampling: { ...greedy, maxTokens }, seed: 0 });
    }
  }
  return mixed;
}

function timed(
  decoder: Decoder,
  times: { prefill: number; steps: number; merges: number; passes: number; rowSteps: number },
): Decoder {
  const { merge } = decoder;
  return {
    ...decoder,
    end: [],
    async step(input) {
      const began = performance.now();
      const output = await decoder.step(input);
      const took = performance.now() - began;
      if (input.width > 1) times.prefill += took;
      else {
        times.steps += took;
        times.passes++;
        times.rowSteps += input.rows;
      }
      return output;
    },
    merge:
      merge === null
        ? null
        : async (tensors, width) => {
            const began = performance.now();
            const merged = await merge(tensors, width);
            times.merges += performance.now() - began;
            return merged;
          },
  };
}
