import { describe, expect, it } from 'vitest';
import { addServerPair, type ServerRequest } from '../../src/app/headless-server.ts';
import type { ServerDesk } from '../../src/app/server-desk.ts';
import type { ServerPairs } from '../../src/app/server-pairs.svelte.ts';
import { serverPair, usualMaxTokens, type PairSetup } from '../../src/app/server-setup.ts';
import { lookAt, tryAt } from '../../src/engines/endpoint/engine.ts';
import { endpointTools, accessTo } from '../support/endpoint.ts';
import { startModelServer, type ModelServerOptions } from '../support/model-server.ts';

const never = new AbortController().signal;

/** The desk without a worker between. */
const desk: ServerDesk = {
  look: (address, access, signal) => lookAt(address, access, endpointTools(), signal),
  try: (model, access, signal) => tryAt(model, access, endpointTools(), signal),
};

async function withServer<T>(
  options: ModelServerOptions,
  work: (address: string) => Promise<T>,
): Promise<T> {
  const server = await startModelServer(options);
  try {
    return await work(server.address);
  } finally {
    await server.close();
  }
}

async function setup(address: string, change: Partial<PairSetup> = {}): Promise<PairSetup> {
  const look = await desk.look(address, accessTo(), never);
  const access = { allowRemote: false, allowPlain: false, concurrency: 4 };
  const side = { look, chain: null, thinking: null, access };
  return {
    title: '',
    baseline: { ...side, model: 'base' },
    reasoning: { ...side, model: 'thinker' },
    ...{ method: 'rl', match: 'same-parent', maxTokens: 100 },
    ...change,
  };
}

const two = { kind: 'vllm', models: ['base', 'thinker'] } as const;

describe('a pair on servers', () => {
  it('is another pair when anything that its replies depend on is another', () =>
    withServer(two, async (address) => {
      const one = await setup(address);
      const think = { open: '<think>', close: '</think>', opened: false };
      const changed = serverPair({ ...one, reasoning: { ...one.reasoning, chain: think } });
      const renamed = serverPair({ ...one, title: ' Mine ' });
      expect(renamed.pair).toMatchObject({ id: serverPair(one).pair.id, title: 'Mine' });
      expect(changed.pair.id).not.toBe(renamed.pair.id);
      expect(changed.models[1]?.id).not.toBe(renamed.models[1]?.id);
      expect(changed.models[0]?.id).toBe(renamed.models[0]?.id);
    }));

  it('says what is known of how closely its sides match, and what is not', () =>
    withServer(two, async (address) => {
      const { pair } = serverPair(await setup(address, { match: 'unknown' }));
      expect(pair.criteria.map(({ name, holds }) => [name, holds])).toEqual([
        ['Server', true],
        ['Context', true],
        ['Kinship', false],
      ]);
    }));

  it('is refused where both sides would be asked the same, or a model is missing', () =>
    withServer(two, async (address) => {
      const one = await setup(address);
      expect(() => serverPair({ ...one, reasoning: one.baseline })).toThrow('nothing to compare');
      const missing = { ...one.reasoning, model: 'other' };
      expect(() => serverPair({ ...one, reasoning: missing })).toThrow(
        'no model named “other”. It has: base, thinker.',
      );
    }));
});

it('leaves room for a prompt beside a reply', () => {
  expect(usualMaxTokens([null, null])).toBe(4096);
  expect(usualMaxTokens([32_768, null])).toBe(4096);
  expect(usualMaxTokens([32_768, 1000])).toBe(500);
});

describe('the command line', () => {
  const request: Omit<ServerRequest, 'address'> = {
    ...{ baseline: 'base', reasoning: 'thinker', key: 'sk-1', maxTokens: null },
    ...{ allowRemote: false, allowPlain: false, concurrency: 2 },
  };
  const add = async (address: string, change: Partial<ServerRequest> = {}) => {
    const saved: Parameters<ServerPairs['save']>[] = [];
    const servers: Pick<ServerPairs, 'save'> = { save: (...all) => void saved.push(all) };
    const id = await addServerPair(
      { servers: servers as ServerPairs, desk },
      { ...request, ...change, address },
      never,
    );
    return { id, entry: saved[0]?.[0], keys: saved[0]?.[1] };
  };

  it.each([
    ['in a field', { chain: 'Hm.', text: 'Yes.' }, { open: '<think>', opened: false }],
    ['between marks', { text: '[THINK]Hm.[/THINK]Yes.' }, { open: '[THINK]', opened: false }],
    ['opened by the template', { text: 'Hm.</think>Yes.' }, { open: '<think>', opened: true }],
    ['not at all', { text: 'Yes.' }, null],
  ])('finds how a chain comes: %s', (_how, said, chain) =>
    withServer({ ...two, say: () => said }, async (address) => {
      const { id, entry, keys } = await add(address);
      expect(entry?.pair).toMatchObject({ id, title: 'base → thinker', match: 'unknown' });
      expect(entry?.maxTokens).toBe(2048);
      if (chain === null) expect(entry?.models[1]?.chain).toBeNull();
      else expect(entry?.models[1]?.chain).toMatchObject(chain);
      expect(keys).toEqual({ [address]: { key: 'sk-1', keep: false } });
    }),
  );

  it('asks one model with its thinking off and on', () =>
    withServer(two, async (address) => {
      const { entry } = await add(address, { reasoning: 'base' });
      expect(entry?.models.map(({ thinking }) => thinking)).toEqual(['off', 'on']);
      expect(entry?.pair).toMatchObject({ method: 'hybrid', title: 'base, thinking off → on' });
    }));

  it('takes the models of a pair from two servers', () =>
    withServer(two, (first) =>
      withServer(two, async (second) => {
        const { entry } = await add(first, { reasoningAddress: second });
        expect(entry?.models.map(({ address }) => address)).toEqual([first, second]);
        expect(Object.keys(entry?.access ?? {})).toEqual([first, second]);
      }),
    ));
});
