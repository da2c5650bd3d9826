import { ratioOf, spreadOf, takeTurns } from '../harness/figures.ts';
import type { Measured, Row } from '../harness/row.ts';
import { NativeDecoder } from '../native.ts';

const specimen = 'specimen-reasoning-sft';
const batches = [8, 16, 32, 64];

/** Replies a second of our engine, against other engines in the same page and against ONNX Runtime outside of a browser. */
export const decodeRow: Row = {
  id: 'decode',
  async measure({ openPage, repeats, quick, peers, note, gpu }) {
    const page = await openPage();
    const device = gpu ? 'webgpu' : 'wasm';
    const input = { model: specimen, prompts: quick ? 24 : 200, device } as const;
    const { prompts, threads, isolated } = await page.evaluate(
      async (asked) => (await window.bench.decode()).prepare(asked),
      input,
    );
    const transformers = (batch: number) =>
      page.evaluate(async (asked) => (await window.bench.decode()).transformers(asked), { batch });
    const llama = (type: 'f32' | 'q8_0') =>
      page.evaluate(async (asked) => (await window.bench.decode()).llama(asked), { type });

    const tried: Record<string, number> = {};
    if (peers.has('transformers')) {
      for (const batch of batches) {
        const took = (await transformers(batch)) / 1000;
        tried[`transformers.js, batches of ${batch}, tried once, s`] = took;
        note(`transformers.js, ${batch} rows: ${took.toFixed(1)} s`);
      }
    }
    const times = Object.values(tried);
    const best = batches[times.indexOf(Math.min(...times))] ?? 0;
    const native = peers.has('native') ? await NativeDecoder.load(specimen, threads) : null;
    let written: readonly (readonly number[])[] | null = null;

    const ways: Record<string, () => Promise<number>> = {
      ours: () => page.evaluate(async () => (await window.bench.decode()).ours()),
      ...(peers.has('transformers')
        ? { single: () => transformers(1), batch: () => transformers(best) }
        : {}),
      ...(peers.has('wllama') ? { f32: () => llama('f32'), q8: () => llama('q8_0') } : {}),
      ...(native === null
        ? {}
        : {
            native: async () => {
              const began = performance.now();
              written = await native.answer(prompts);
              return performance.now() - began;
            },
          }),
    };
    const taken = await takeTurns(ways, repeats, (name, took) => {
      note(`${name}: ${(took / 1000).toFixed(1)} s`);
    });
    const agreeing = await page.evaluate(
      async (asked) => (await window.bench.decode()).agreement(asked),
      written,
    );
    const ours = taken['ours'] ?? [];
    const tokens = prompts.reduce((sum, { limit }) => sum + limit, 0);
    const parts = {
      prompts: prompts.length,
      'prompt tokens': prompts.reduce((sum, { prompt }) => sum + prompt.length, 0),
      'reply tokens': tokens,
      threads,
      isolated: String(isolated),
      'ours, s': spreadOf(ours.map((one) => one / 1000)),
      'ours, tokens a second': spreadOf(ours.map((one) => (tokens / one) * 1000)),
    };
    const lines: [way: string, against: string, goal: number][] = [
      ['single', 'transformers.js generate(), one prompt at a time', 8],
      ['batch', `transformers.js generate(), best fixed batch (${best})`, 2],
      ['q8', 'wllama, the same weights in GGUF q8_0, one at a time', 3],
      ['f32', 'wllama, the same weights in GGUF f32, one at a time', 3],
      ['native', 'onnxruntime-node, the same decode loop', 0.5],
    ];
    return lines.flatMap(([way, against, least]): Measured[] => {
      const theirs = taken[way];
      if (theirs === undefined) return [];
      return [
        {
          work: `${prompts.length} prompts, replies of 8 to 128 tokens, ${gpu ? 'WebGPU' : 'WASM'}`,
          against,
          unit: '×',
          figure: ratioOf(theirs, ours),
          goal: { sense: 'at least', value: least },
          parts: {
            ...parts,
            'theirs, s': spreadOf(theirs.map((one) => one / 1000)),
            ...(way === 'batch' ? tried : {}),
            'replies that are the same': agreeing[agreementName(way, best)] ?? 'not compared',
          },
        },
      ];
    });
  },
};

function agreementName(way: string, best: number): string {
  const names: Record<string, string> = {
    single: 'transformers 1',
    batch: `transformers ${best}`,
    q8: 'wllama q8_0',
    f32: 'wllama f32',
  };
  return names[way] ?? way;
}
