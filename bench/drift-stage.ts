import { parseArgs } from 'node:util';
import { BenchBrowser } from './harness/browser.ts';
import { median } from './harness/figures.ts';

/**
 * `node bin/run.mjs ../bench/drift-stage`: one pass against stepping, the drift stage against the generation of one audit, and what
 * comes back from the GPU.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      pair: { type: 'string', default: 'specimen-sft' },
      limit: { type: 'string', default: '40' },
      tokens: { type: 'string', default: '128' },
      repeats: { type: 'string', default: '5' },
      only: { type: 'string', multiple: true, default: ['passes', 'webgpu', 'stage', 'bytes'] },
    },
  });
  const browser = await BenchBrowser.start();
  try {
    const page = await browser.open({ webGpu: 'software' });
    for (const device of ['wasm', 'webgpu'] as const) {
      if (!values.only.includes(device === 'wasm' ? 'passes' : 'webgpu')) continue;
      const [tokens, repeats] = [Number(values.tokens), Number(values.repeats)];
      const times = await page.evaluate(
        async (input) => (await window.bench.drift()).passes(input),
        { device, tokens, repeats } as const,
      );
      const { stepping = [], ...batches } = times;
      const stepped = median(stepping);
      say(
        `${tokens} tokens of a reply, ${device === 'wasm' ? 'specimen-reasoning-sft, WASM' : 'micro model, software WebGPU'}; medians of ${repeats}, in ms a reply`,
      );
      say(`  stepping, one reply: ${stepped.toFixed(1)}`);
      for (const [rows, all] of Object.entries(batches)) {
        const one = median(all);
        say(`  one pass of ${rows}: ${one.toFixed(1)}, ${(stepped / one).toFixed(1)}×`);
      }
    }
    if (values.only.includes('stage')) {
      const times = await page.evaluate(
        async (input) => (await window.bench.drift()).stage(input),
        { pair: values.pair, limit: Number(values.limit) },
      );
      const {
        generation,
        drift,
        whole,
        replies,
        texts,
        places,
        generated,
        wholes,
        read,
        ...parts
      } = times;
      const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
      say(
        `${values.pair}, town, limit ${values.limit}, WASM: ${replies} replies, ${texts} texts, ${places} tokens`,
      );
      say(
        `generation ${seconds(generation)} s, with loads and readings ${seconds(whole)} s; drift, loads included, ${seconds(drift)} s`,
      );
      say(
        `share ${((100 * drift) / generation).toFixed(0)}% of generation, ${((100 * drift) / whole).toFixed(0)}% with loads`,
      );
      say(
        `tokens through a model: generation ${generated}; drift ${wholes} whole, ${read} (${((100 * read) / generated).toFixed(0)}% of generation's) with beginnings shared`,
      );
      for (const [part, took] of Object.entries(parts)) say(`  ${part}: ${seconds(took)} s`);
    }
    if (values.only.includes('bytes')) {
      const read = await page.evaluate(async () => (await window.bench.drift()).bytes());
      const share = (100 * read.read) / read.logits;
      say(
        `WebGPU: ${read.read} bytes came back of ${read.logits} bytes of logits, ${share.toFixed(2)}%`,
      );
    }
    return 0;
  } finally {
    await browser.close();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
