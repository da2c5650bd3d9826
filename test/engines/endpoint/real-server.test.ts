import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  accessTo,
  collect,
  endpointTools,
  engineWith,
  entryOf,
  loadFrom,
  replies,
  rowOf,
  think,
} from '../../support/endpoint.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import { lookAt } from '../../../src/engines/endpoint/engine.ts';

/** The address of a running llama-server or vLLM, to hold the engine against the real thing. */
const address = process.env['PLUMBLINE_MODEL_SERVER'];
if (address === undefined) {
  console.info(
    'PLUMBLINE_MODEL_SERVER names no server: the engine is not tested against a real one.',
  );
}
/** What both servers tell of a token that they write. */
const top = v.looseObject({ top_logprobs: v.array(v.looseObject({ logprob: v.number() })) });
const TopSchema = v.looseObject({
  choices: v.array(v.looseObject({ logprobs: v.looseObject({ content: v.array(top) }) })),
});

const never = new AbortController().signal;

describe.skipIf(address === undefined)('a real server', () => {
  const load = async (concurrency = 4) => {
    const access = accessTo({ concurrency });
    const seen = await lookAt(address ?? '', access, endpointTools(), never);
    const entry = await entryOf(
      address ?? '',
      { model: seen.models[0]?.model ?? '', chain: think },
      access,
    );
    return { entry, model: await loadFrom(engineWith(access), entry) };
  };

  it('is known for what it is', async () => {
    const { entry, model } = await load();
    expect(['vllm', 'llama.cpp']).toContain(entry.server);
    expect(entry.reported.version).not.toBeNull();
    expect(model.capabilities.distributions).toBe('top-k');
  });

  it('answers, alike each time where nothing is drawn or all is drawn by a seed', async () => {
    const { model } = await load(1);
    for (const temperature of [0, 1]) {
      const sampling = { ...greedy, temperature, maxTokens: 12 };
      const row = rowOf('t', 'Say a word.', { sampling, seed: 7 });
      const [[first], [second]] = [await replies(model, [row]), await replies(model, [row])];
      expect({ ...second, timing: null }).toEqual({ ...first, timing: null });
      expect(first?.stop).toMatch(/end|length/);
      expect(`${first?.chain ?? ''}${first?.answer ?? ''}`).not.toBe('');
    }
  });

  it('answers many at once', async () => {
    const { model } = await load();
    const sampling = { ...greedy, maxTokens: 8 };
    const rows = Array.from({ length: 9 }, (_, at) => rowOf(`t${at}`, `Item ${at}`, { sampling }));
    const found = await replies(model, rows);
    expect(found.map(({ trial }) => trial).sort()).toEqual(rows.map(({ trial }) => trial));
  });

  it('gives distributions that hold together', async () => {
    const { model } = await load();
    const messages = [{ role: 'user' as const, content: 'Say a word.' }];
    const rows = (['none', 'empty'] as const).map((chain) => ({
      key: chain,
      messages,
      chain,
      text: 'A word',
    }));
    const [few, many] = [
      await collect(model.distributions(rows, 4, never)),
      await collect(model.distributions(rows, 16, never)),
    ];
    expect(few.map(({ key }) => key)).toEqual(['none', 'empty']);
    few.forEach(({ tokens, ids, logProbs, tail, width }, at) => {
      expect(width).toBe(4);
      expect(ids).toHaveLength(tokens.length * 4);
      tail.forEach((rest, place) => {
        const row = logProbs.slice(place * 4, place * 4 + 4);
        const sum = row.reduce((all, logProb) => all + Math.exp(logProb), Math.exp(rest));
        expect(sum).toBeCloseTo(1, 5);
        const more = many[at]?.logProbs.slice(place * 16, place * 16 + 4) ?? [];
        row.forEach((logProb, rank) => {
          expect(logProb).toBeCloseTo(more[rank] ?? NaN, 3);
        });
      });
    });
    // An empty chain stands before the one and not before the other.
    expect([...(few[0]?.logProbs ?? [])]).not.toEqual([...(few[1]?.logProbs ?? [])]);
  });

  it('gives the distributions that the server itself tells of while it writes', async () => {
    const { entry, model } = await load(1);
    const messages = [{ role: 'user' as const, content: 'Say a word.' }];
    const body = { model: entry.model, messages, max_tokens: 1, temperature: 0, logprobs: true };
    const response = await fetch(`${entry.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, top_logprobs: 4 }),
    });
    const { choices } = v.parse(TopSchema, await response.json());
    const told = choices[0]?.logprobs.content[0]?.top_logprobs ?? [];
    const row = { key: 'a', messages, chain: 'none', text: 'x' } as const;
    const [found] = await collect(model.distributions([row], 4, never));
    expect(told).toHaveLength(4);
    told.forEach(({ logprob }, rank) => {
      expect(found?.logProbs[rank]).toBeCloseTo(logprob, 3);
    });
  });
});
