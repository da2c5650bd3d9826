import { ratioOf, spreadOf } from '../harness/figures.ts';
import type { Measured, Row } from '../harness/row.ts';

const tokens = 128;

/** Exact divergences in one pass against a pass a token. */
export const driftRow: Row = {
  id: 'drift',
  async measure({ openPage, repeats }) {
    const page = await openPage();
    const times = await page.evaluate(async (input) => (await window.bench.drift()).passes(input), {
      device: 'wasm',
      tokens,
      repeats,
    } as const);
    const { stepping = [], ...batches } = times;
    return Object.entries(batches).map(([rows, each]): Measured => ({
      work: `exact KL over a reply of ${tokens} tokens, ${rows === '1' ? 'alone' : `${rows} in a pass`}, WASM`,
      against: 'stepping token by token',
      unit: '×',
      figure: ratioOf(stepping, each),
      goal: { sense: 'at least', value: 20 },
      parts: { 'stepping, ms': spreadOf(stepping), 'one pass, ms a reply': spreadOf(each) },
    }));
  },
};

/** What comes back from the GPU: software WebGPU does, for bytes do not depend on it. */
export const bytesRow: Row = {
  id: 'bytes',
  async measure({ openPage, gpu }) {
    const page = await openPage({ webGpu: gpu ? 'hardware' : 'software' });
    const { read, logits } = await page.evaluate(async () => (await window.bench.drift()).bytes());
    const share = (100 * read) / logits;
    return [
      {
        work: 'bytes read back from the GPU for KL',
        against: 'full logits',
        unit: '%',
        figure: { median: share, least: share, most: share },
        goal: { sense: 'at most', value: 1 },
        parts: { 'bytes read': read, 'bytes of logits': logits },
      },
    ];
  },
};
