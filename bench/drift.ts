import { parseArgs } from 'node:util';
import { seededRng } from '../src/domain/rng.ts';
import { measurePlaceBounded } from '../src/drift/bounded.ts';
import { createCpuMeasurer } from '../src/drift/measures.ts';
import { driftWidth, truncate } from '../src/drift/truncated.ts';

/** `node bin/run.mjs ../bench/drift`: places a second that one thread measures, by the size of the vocabulary. */
export function main(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      vocabulary: { type: 'string', multiple: true, default: ['2048', '152000'] },
      repeats: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1' },
    },
  });
  say('| way | vocabulary | places a second, median | spread |');
  say('|---|---|---|---|');
  for (const size of values.vocabulary) {
    for (const [name, measure] of waysOf(Number(size))) {
      ratesOf(measure, 1, Number(values.seconds));
      const rates = ratesOf(measure, Number(values.repeats), Number(values.seconds));
      const middle = rates[Math.floor(rates.length / 2)] ?? NaN;
      const spread = `${(rates[0] ?? NaN).toFixed(0)}–${(rates.at(-1) ?? NaN).toFixed(0)}`;
      say(`| ${name} | ${size} | ${middle.toFixed(0)} | ${spread} |`);
    }
  }
  return 0;
}

/** Each measures one place of random logits, a hundredth of whose tokens is not shared. */
function waysOf(size: number): [string, () => unknown][] {
  const rng = seededRng('bench');
  const logits = () => Float32Array.from({ length: size }, () => (rng() + rng() + rng() - 1.5) * 8);
  const [baseline, reasoning] = [logits(), logits()];
  const shared = Uint8Array.from(baseline, (_, id) => (id % 100 === 0 ? 0 : 1));
  const { measure } = createCpuMeasurer(shared);
  const cut = truncate(baseline, shared, driftWidth, 1);
  return [
    ['exact', () => measure({ baseline, reasoning }, 1)],
    ['cut to the likeliest', () => truncate(baseline, shared, driftWidth, 1)],
    ['bounded', () => measurePlaceBounded(cut, reasoning, shared, 'baseline', 1)],
  ];
}

/** From the slowest to the fastest. */
function ratesOf(measure: () => unknown, repeats: number, seconds: number): number[] {
  const rates = Array.from({ length: repeats }, () => {
    const began = performance.now();
    let places = 0;
    let passed = 0;
    for (; passed < seconds * 1000; places++) {
      measure();
      passed = performance.now() - began;
    }
    return (places / passed) * 1000;
  });
  return rates.sort((a, b) => a - b);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
