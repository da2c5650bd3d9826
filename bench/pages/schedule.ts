import { catalog, findModel } from '../../src/catalog/catalog.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { greedy } from '../../src/domain/sampling.ts';
import { decode, limitsFor, type DecodeRow } from '../../src/engines/onnx/decode.ts';
import type { Decoder } from '../../src/engines/onnx/decoder.ts';
import { loadParts, type LoadedParts } from '../../src/engines/onnx/load.ts';
import { promptOf } from '../../src/engines/onnx/prompt.ts';
import { runtimeBuild } from '../../src/engines/onnx/runtime.ts';
import type { ScheduleLimits } from '../../src/engines/onnx/schedule.ts';
import { base, signal, threads } from './machine.ts';
import { mixedItems } from './town.ts';

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

let parts: LoadedParts | null = null;
let rows: readonly DecodeRow[] = [];

/** Loads a specimen and makes the rows. */
export async function load(modelId: string, prompts: number): Promise<void> {
  const model = findModel(catalog, modelId);
  if (model.engine !== 'onnx') throw new TypeError('Only models of the onnx engine are timed.');
  const input = { model, device: 'wasm', source: { kind: 'shipped', base }, threads } as const;
  parts = await loadParts(input, () => undefined);
  rows = await workload(prompts, parts);
}

/** Answers all rows by one schedule. */
export async function round(schedule: Schedule): Promise<Round> {
  if (parts === null) throw new Error('No model is loaded.');
  const times = { prefill: 0, steps: 0, merges: 0, passes: 0, rowSteps: 0 };
  const decoder = timed(parts.decoder, times);
  const limits: ScheduleLimits = {
    ...limitsFor(decoder),
    joins: schedule === 'continuous',
    passTokens: schedule === 'continuous' ? limitsFor(decoder).passTokens : Infinity,
  };
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
}

/** Replies of 8 to 128 tokens: each row has its own limit and no end but that. */
async function workload(count: number, loaded: LoadedParts): Promise<DecodeRow[]> {
  const rng = seededRng('workload');
  return (await mixedItems(count)).map(({ id, messages }) => ({
    trial: id,
    prompt: promptOf(messages, loaded),
    sampling: { ...greedy, maxTokens: 8 + Math.floor(rng() * 121) },
    seed: 0,
  }));
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
