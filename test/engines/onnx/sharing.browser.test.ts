import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForcedText } from '../../../src/engines/logits.ts';
import { rowsOf } from '../../../src/engines/logits.ts';
import type { Decoder } from '../../../src/engines/onnx/decoder.ts';
import { readForced } from '../../../src/engines/onnx/forced.ts';
import { loadParts } from '../../../src/engines/onnx/load.ts';
import { groupByPrefix } from '../../../src/engines/onnx/prefixes.ts';
import { provenSharing } from '../../../src/engines/onnx/sharing.ts';
import { base, microModel } from '../../support/micro.ts';

const ids = (from: number, length: number) =>
  Array.from({ length }, (_, at) => 10 + ((from * 31 + at * 17) % 1500));

/** As drift has them: a question's texts after its prompt, after an empty chain and after a long one; questions of many lengths. */
const texts: ForcedText[] = [9, 14, 14].flatMap((length, question) => {
  const prompt = ids(question, length);
  return [
    { prompt, text: ids(question + 50, 6) },
    { prompt: [...prompt, 4, 5], text: ids(question + 60, 1) },
    { prompt: [...prompt, 4, ...ids(question + 70, 19), 5], text: ids(question + 80, 11) },
    { prompt: [...prompt, 4, 5], text: ids(question + 90, 8) },
  ];
});

async function read(decoder: Decoder, share: boolean): Promise<Float32Array[][]> {
  const all: Float32Array[][] = texts.map(() => []);
  const tools = {
    share,
    on: 'cpu',
    signal: new AbortController().signal,
    breathe: () => Promise.resolve(),
  } as const;
  for await (const part of readForced(decoder, texts, tools)) {
    for (const run of part.runs) {
      all[run.text]?.push(...rowsOf(part, run).map((row) => Float32Array.from(row)));
    }
    part.release();
  }
  return all;
}

function furthest(one: Float32Array[][], other: Float32Array[][]): number {
  let worst = 0;
  for (const [text, places] of one.entries()) {
    for (const [at, logits] of places.entries()) {
      for (const [id, z] of logits.entries()) {
        worst = Math.max(worst, Math.abs(z - (other[text]?.[at]?.[id] ?? NaN)));
      }
    }
  }
  return worst;
}

/** The decoder, and how many tokens it was given. */
function counted(decoder: Decoder): { decoder: Decoder; given: () => number } {
  let tokens = 0;
  const count = ({ rows, width }: { rows: number; width: number }) => {
    tokens += rows * width;
  };
  return {
    decoder: {
      ...decoder,
      step(input) {
        count(input);
        return decoder.step(input);
      },
      read(input, options) {
        count(input);
        return decoder.read(input, options);
      },
    },
    given: () => tokens,
  };
}

describe.each(['wasm', 'webgpu'] as const)('beginnings that texts share, on %s', (device) => {
  let decoder: Decoder;
  beforeAll(async () => {
    const asked = {
      model: await microModel(),
      device,
      source: { kind: 'shipped', base } as const,
      threads: 2,
    };
    ({ decoder } = await loadParts(asked, () => undefined));
  });
  afterAll(() => decoder.close());

  it('are read once, and change no logit', async () => {
    expect(groupByPrefix(texts).filter(({ prefix }) => prefix.length > 0)).toHaveLength(3);
    const [shared, whole] = [counted(decoder), counted(decoder)];
    // Tried beforehand, for what the trial itself reads is not meant.
    expect(await provenSharing(shared.decoder)).toBe(true);
    const before = shared.given();
    const [once, always] = [await read(shared.decoder, true), await read(whole.decoder, false)];
    expect(once.map((places) => places.length)).toEqual(texts.map(({ text }) => text.length));
    const worst = furthest(always, once);
    const tokens = shared.given() - before;
    console.info(
      `${device}: ${tokens} tokens for ${whole.given()}, largest difference ${worst.toExponential(1)}`,
    );
    expect(worst).toBeLessThanOrEqual(1e-5);
    expect(tokens).toBeLessThan(whole.given());
  });

  it('are not shared where a graph reads otherwise behind a past', async () => {
    const wrong: Decoder = {
      ...decoder,
      // It counts positions from where the pass begins.
      read: (input, options) =>
        decoder.read(
          input.cache.length === 0
            ? input
            : {
                ...input,
                positions: input.positions.map((_, at) => BigInt(at % input.width)),
              },
          options,
        ),
    };
    expect(await provenSharing(wrong)).toBe(false);
    expect(furthest(await read(decoder, false), await read(wrong, true))).toBe(0);
  });
});
