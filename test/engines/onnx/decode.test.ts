import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greedy } from '../../../src/domain/sampling.ts';
import {
  decode,
  limitsFor,
  type DecodedRow,
  type DecodeRow,
} from '../../../src/engines/onnx/decode.ts';
import type { ScheduleLimits } from '../../../src/engines/onnx/schedule.ts';
import { toyDecoder, type ToyDecoder } from '../../support/toy-decoder.ts';

const never = new AbortController().signal;

async function answer(
  decoder: ToyDecoder,
  rows: readonly DecodeRow[],
  limits: Partial<ScheduleLimits> = {},
): Promise<{ done: Map<string, DecodedRow>; refused: string[] }> {
  const done = new Map<string, DecodedRow>();
  const refused: string[] = [];
  const tools = { signal: never, now: () => 0, breathe: () => Promise.resolve() };
  for await (const event of decode(decoder, rows, tools, { ...limitsFor(decoder), ...limits })) {
    if (event.type === 'done') done.set(event.row.trial, event.row);
    if (event.type === 'refused') refused.push(event.trial);
  }
  return { done, refused };
}

const said = (done: ReadonlyMap<string, DecodedRow>) =>
  [...done].map(([trial, { tokens, stop }]) => ({ trial, tokens, stop })).sort(byTrial);
const byTrial = (a: { trial: string }, b: { trial: string }) => (a.trial < b.trial ? -1 : 1);

/** Prompts of unlike lengths, some of them twice, behind a beginning that all have or none. */
const rows: fc.Arbitrary<DecodeRow[]> = fc
  .tuple(
    fc.constantFrom(
      [],
      Array.from({ length: 13 }, (_, at) => 5 + (at % 7)),
    ),
    fc.array(
      fc.record({
        prompt: fc.array(fc.integer({ min: 4, max: 8 }), { minLength: 1, maxLength: 12 }),
        temperature: fc.constantFrom(0, 1),
        maxTokens: fc.integer({ min: 1, max: 30 }),
      }),
      { minLength: 1, maxLength: 24 },
    ),
  )
  .map(([beginning, made]) =>
    made.map(({ prompt, temperature, maxTokens }, at) => ({
      trial: `t${at}`,
      prompt: [...beginning, ...prompt],
      sampling: { ...greedy, temperature, maxTokens },
      seed: 7,
    })),
  );

describe('decode', () => {
  it('answers every row once, as it answers it alone, by any schedule', async () => {
    const limits = fc.record({
      rows: fc.integer({ min: 1, max: 8 }),
      tokens: fc.integer({ min: 1, max: 400 }),
      passTokens: fc.integer({ min: 1, max: 60 }),
      batching: fc.constantFrom('any', 'equal-length', 'single' as const),
    });
    await fc.assert(
      fc.asyncProperty(rows, limits, fc.boolean(), async (asked, by, merges) => {
        const alone = new Map<string, DecodedRow>();
        for (const row of asked) {
          for (const [trial, one] of (await answer(toyDecoder(), [row])).done)
            alone.set(trial, one);
        }
        const decoder = toyDecoder({ merges });
        const { done } = await answer(decoder, asked, { ...by, joins: merges });
        expect(said(done)).toEqual(said(alone));
        expect(done.size).toBe(asked.length);
        expect([...decoder.held]).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('refuses a prompt that fills the context, and answers the others', async () => {
    const row = (trial: string, length: number): DecodeRow => ({
      trial,
      prompt: new Array<number>(length).fill(5),
      sampling: { ...greedy, maxTokens: 5 },
      seed: 0,
    });
    const { done, refused } = await answer(toyDecoder({ context: 16 }), [
      row('long', 16),
      row('short', 3),
      row('fits', 15),
    ]);
    expect(refused).toEqual(['long']);
    expect([...done.keys()].sort()).toEqual(['fits', 'short']);
    expect(done.get('fits')?.tokens.length).toBeLessThanOrEqual(1);
  });

  it('reads a prompt once however many samples are drawn, and what all begin with once for all', async () => {
    const beginning = Array.from({ length: 17 }, (_, at) => 5 + (at % 11));
    const samples = Array.from({ length: 40 }, (_, at) => ({
      trial: `s${at}`,
      prompt: [...beginning, 4 + (at % 2), 9, 9],
      sampling: { ...greedy, temperature: 1, maxTokens: 8 },
      seed: 1,
    }));
    const decoder = toyDecoder();
    const { done } = await answer(decoder, samples, { rows: 40 });
    expect(done.size).toBe(40);
    const tokensIn = decoder.passes
      .filter(({ width }) => width > 1)
      .map(({ rows, width }) => [rows, width]);
    // A proof that the graph takes it, then 16 tokens once, then the two prompts' own ends.
    expect(tokensIn.slice(-2)).toEqual([
      [1, 16],
      [2, 4],
    ]);
  });

  it('fills places that come free while others are still written', async () => {
    const asked = Array.from({ length: 64 }, (_, at) => ({
      trial: `r${at}`,
      prompt: [5 + (at % 16), 6 + Math.floor(at / 16), 9],
      sampling: { ...greedy, maxTokens: at % 8 === 0 ? 40 : 4 },
      seed: 0,
    }));
    const steps = async (joins: boolean) => {
      const decoder = { ...toyDecoder(), end: [] };
      await answer(decoder, asked, { rows: 8, joins });
      return decoder.passes.filter(({ width }) => width === 1).length;
    };
    expect(await steps(true)).toBeLessThan(0.7 * (await steps(false)));
  });
});
