import { describe, expect, it } from 'vitest';
import { ownPairs } from '../../src/app/own-catalog.ts';
import { hub } from '../../src/catalog/hub.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { modelDigest } from '../../src/domain/model.ts';
import { storedKey, type Manifest } from '../../src/engines/hub/manifest.ts';
import type { StoredModel } from '../../src/engines/hub/stored-models.ts';

type Change = Partial<Extract<Manifest, { engine: 'onnx' }>> & { readonly whole?: boolean };

/** A model for web-llm as a download stores it: weights by their repository's name, and the library that the catalogue names. */
function compiled(id: string, dtype: string, library?: string): StoredModel {
  const build = hub.models
    .flatMap((model) => (model.engine === 'webllm' && model.id === id ? model.builds : []))
    .find((one) => one.dtype === dtype);
  if (build === undefined) throw new Error(`the hub lacks ${id}`);
  const model = new URL(build.url).pathname.slice(1);
  const name = library ?? new URL(build.lib).pathname.split('/').at(-1) ?? '';
  const files = ['mlc-chat-config.json', 'params_shard_0.bin', name].map((path) => ({
    ...{ path, bytes: 9, gitSha1: null, sha256: sha256(`${model} ${path}`) },
  }));
  const common = { format: 1, engine: 'webllm', model, commit: 'c'.repeat(40) } as const;
  const manifest: Manifest = { ...common, files };
  return { key: storedKey(manifest), manifest, bytes: 27, whole: true };
}

function stored(model: string, { whole = true, ...change }: Change = {}): StoredModel {
  const commit = change.commit === undefined ? sha256(model).slice(0, 40) : change.commit;
  const graph = { path: 'onnx/model_q4.onnx', bytes: 9, gitSha1: null };
  const manifest: Manifest = {
    ...{ format: 1, engine: 'onnx', dtype: 'q4', model },
    files: [{ ...graph, sha256: sha256(`${model} ${commit ?? ''}`) }],
    ...change,
    commit,
  };
  return { key: storedKey(manifest), manifest, bytes: 9, whole };
}

const instruct = stored('LiquidAI/LFM2.5-1.2B-Instruct-ONNX');
const thinking = stored('LiquidAI/LFM2.5-1.2B-Thinking-ONNX');
const qwen = stored('onnx-community/Qwen3-0.6B-ONNX');

describe('pairs of stored models', () => {
  it('are those whose both sides are whole, with the hash of every file', () => {
    const [found, ...more] = ownPairs(hub, [instruct, thinking]);
    expect(more).toEqual([]);
    expect(found?.pair).toMatchObject({
      title: 'LFM2.5 1.2B Instruct → Thinking (ONNX), q4',
      match: 'same-parent',
    });
    expect(found?.models.map(({ id }) => id)).toEqual([
      found?.pair.baseline,
      found?.pair.reasoning,
    ]);
    expect(Object.values(found?.keys ?? {})).toEqual([instruct.key, thinking.key]);
    expect(found?.models[1]).toMatchObject({
      dtype: 'q4',
      specimen: false,
      chain: { open: '<think>', close: '</think>' },
      files: [{ path: 'onnx/model_q4.onnx', bytes: 9 }],
    });
  });

  it('are none where a side is missing, not whole or in other weights', () => {
    expect(ownPairs(hub, [instruct])).toEqual([]);
    const partly = stored('LiquidAI/LFM2.5-1.2B-Thinking-ONNX', { whole: false });
    expect(ownPairs(hub, [instruct, partly])).toEqual([]);
    const other = stored('LiquidAI/LFM2.5-1.2B-Thinking-ONNX', { dtype: 'fp16' });
    expect(ownPairs(hub, [instruct, other])).toEqual([]);
    expect(ownPairs(hub, [stored('somebody/else')])).toEqual([]);
    expect(ownPairs(hub, [{ key: 'lost', manifest: null, bytes: 1, whole: false }])).toEqual([]);
  });

  it('make two models with two digests of one whose thinking is switched', () => {
    const [found] = ownPairs(hub, [qwen]);
    const [off, on] = found?.models ?? [];
    if (off?.engine !== 'onnx' || on?.engine !== 'onnx') throw new Error('no pair');
    expect(off.thinking).toEqual({
      set: 'off',
      how: { by: 'template', argument: 'enable_thinking' },
    });
    expect(on.thinking?.set).toBe('on');
    expect(off.files).toEqual(on.files);
    expect(off.id).not.toBe(on.id);
    expect(modelDigest(off)).not.toBe(modelDigest(on));
    expect(found?.keys).toEqual({ [off.id]: qwen.key, [on.id]: qwen.key });
  });

  it('are all that the catalogue lists for web-llm, in either build, once both sides are stored', () => {
    for (const pair of hub.pairs.filter(({ engine }) => engine === 'webllm')) {
      for (const dtype of ['q4f16_1', 'q4f32_1']) {
        const sides = [...new Set([pair.baseline, pair.reasoning])];
        const found = ownPairs(
          hub,
          sides.map((id) => compiled(id, dtype)),
        );
        const own = found.filter(({ pair: { id } }) => id.startsWith(`${pair.id}-${dtype}-`));
        expect(own, pair.id).toHaveLength(1);
        const [one, other] = own[0]?.models ?? [];
        if (one?.engine !== 'webllm' || other?.engine !== 'webllm') throw new Error('no models');
        expect(one).toMatchObject({
          dtype,
          downloadBytes: 27,
          thinking: pair.thinking?.baseline ?? null,
        });
        expect(other.thinking).toBe(pair.thinking?.reasoning ?? null);
        expect(modelDigest(one)).not.toBe(modelDigest(other));
        expect(Object.keys(own[0]?.keys ?? {}).sort()).toEqual([one.id, other.id].sort());
      }
    }
  });

  it('are none where web-llm’s library is another one, or a side is in another build', () => {
    expect(ownPairs(hub, [compiled('qwen3-0.6b', 'q4f16_1', 'other.wasm')])).toEqual([]);
    const sides = [
      compiled('ministral-3-3b-instruct', 'q4f16_1'),
      compiled('ministral-3-3b-reasoning', 'q4f32_1'),
    ];
    expect(ownPairs(hub, sides)).toEqual([]);
  });

  it('have one id for the same bytes, and another for another revision', () => {
    const id = (...all: readonly StoredModel[]) => ownPairs(hub, all).map(({ pair }) => pair.id);
    const next = stored('LiquidAI/LFM2.5-1.2B-Thinking-ONNX', { commit: 'b'.repeat(40) });
    expect(id(instruct, thinking)).toEqual(id(thinking, instruct));
    expect(new Set(id(instruct, thinking, next)).size).toBe(2);
  });

  it('take a folder that was saved by hand by its name, and say so', () => {
    const found = stored('Qwen3-0.6B-ONNX', { commit: null });
    expect(ownPairs(hub, [found])[0]?.pair.title).toContain('from a folder without a manifest');
    // A revision that is known has its owner's name: another owner's model is another model.
    expect(ownPairs(hub, [stored('Qwen3-0.6B-ONNX')])).toEqual([]);
  });
});
