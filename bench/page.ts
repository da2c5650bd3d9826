import { AutoModelForCausalLM, Tensor } from '@huggingface/transformers';
import { catalog, findModel } from '../src/catalog/catalog.ts';
import { readPack } from '../src/catalog/read-pack.ts';
import type { Item } from '../src/domain/item.ts';
import { greedy } from '../src/domain/sampling.ts';
import { decode, type DecodeRow } from '../src/engines/onnx/decode.ts';
import { loadParts } from '../src/engines/onnx/load.ts';

/** Milliseconds of each repetition, by way of decoding, and whether all ways gave the same tokens. */
export interface DecodeTimes {
  readonly prompts: number;
  readonly tokens: number;
  readonly milliseconds: Readonly<Record<string, readonly number[]>>;
  readonly differing: number;
}

declare global {
  interface Window {
    benchDecode?: (modelId: string, prompts: number, repeats: number) => Promise<DecodeTimes>;
  }
}

const maxTokens = 96;

/**
 * The same prompts, greedy, on WebAssembly, in one page: our batched loop in batches of 32 and of 1, and the library's `generate()`
 * one prompt at a time. The ways take turns, so that a slow moment of the machine meets them all.
 */
window.benchDecode = async (modelId, count, repeats) => {
  const base = new URL('/', location.href).href;
  const model = findModel(catalog, modelId);
  if (model.engine !== 'onnx') throw new TypeError('Only models of the onnx engine are timed.');
  const threads = Math.min(8, navigator.hardwareConcurrency);
  const source = { kind: 'shipped', base } as const;
  const input = { model, device: 'wasm', source, threads } as const;
  const { tokenizer, decoder } = await loadParts(input, () => undefined);
  const causal = await AutoModelForCausalLM.from_pretrained(new URL(model.path, base).pathname, {
    device: 'wasm',
    dtype: model.dtype,
  });

  const prompts: DecodeRow[] = (await mixedItems(base, count)).map((item) => {
    const text = tokenizer.apply_chat_template([...item.messages], {
      add_generation_prompt: true,
      tokenize: false,
    });
    if (typeof text !== 'string') throw new TypeError('The chat template gave no text.');
    return {
      trial: item.id,
      prompt: tokenizer.encode(text, { add_special_tokens: false }),
      sampling: { ...greedy, maxTokens },
      seed: 0,
    };
  });

  const ways: Record<string, () => Promise<Map<string, number[]>>> = {
    'batched, 32 rows': () => ours(32),
    'batched, 1 row': () => ours(1),
    'generate(), one by one': theirs,
  };

  async function ours(rows: number): Promise<Map<string, number[]>> {
    const replies = new Map<string, number[]>();
    const signal = new AbortController().signal;
    const tools = { signal, now: () => performance.now(), breathe: () => Promise.resolve() };
    const sorted = [...prompts].sort((a, b) => a.prompt.length - b.prompt.length);
    for (let at = 0; at < sorted.length; at += rows) {
      const batch = sorted.slice(at, at + rows);
      for await (const event of decode(decoder, batch, tools)) {
        if (event.type === 'done') replies.set(event.row.trial, [...event.row.tokens]);
      }
    }
    return replies;
  }

  async function theirs(): Promise<Map<string, number[]>> {
    const replies = new Map<string, number[]>();
    for (const { trial, prompt } of prompts) {
      const ids = BigInt64Array.from(prompt, BigInt);
      const dims = [1, prompt.length];
      const output = await causal.generate({
        inputs: new Tensor('int64', ids, dims),
        attention_mask: new Tensor('int64', new BigInt64Array(prompt.length).fill(1n), dims),
        max_new_tokens: maxTokens,
        do_sample: false,
      });
      const all = (output as Tensor).tolist() as bigint[][];
      const reply = (all[0] ?? []).slice(prompt.length).map(Number);
      replies.set(
        trial,
        reply.filter((token) => !decoder.end.includes(token)),
      );
    }
    return replies;
  }

  const milliseconds: Record<string, number[]> = {};
  const replies = new Map<string, Map<string, number[]>>();
  // The first round warms up and is not counted.
  for (let round = 0; round <= repeats; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const began = performance.now();
      replies.set(name, await way());
      if (round > 0) (milliseconds[name] ??= []).push(performance.now() - began);
    }
  }
  const [first, ...others] = [...replies.values()];
  const differing = prompts.filter(({ trial }) =>
    others.some((other) => String(other.get(trial)) !== String(first?.get(trial))),
  ).length;
  const tokens = [...(first?.values() ?? [])].reduce((sum, reply) => sum + reply.length, 0);
  return { prompts: prompts.length, tokens, milliseconds, differing };
};

/** The first items of each pack in turn, so that every dimension's lengths are there. */
async function mixedItems(base: string, count: number): Promise<Item[]> {
  const signal = new AbortController().signal;
  const packs = await Promise.all(catalog.packs.map((ref) => readPack(ref, base, signal)));
  const longest = Math.max(...packs.map((pack) => pack.items.length));
  const mixed: Item[] = [];
  for (let at = 0; at < longest; at++) {
    for (const pack of packs) {
      const item = pack.items[at];
      if (item !== undefined && mixed.length < count) mixed.push(item);
    }
  }
  return mixed;
}
