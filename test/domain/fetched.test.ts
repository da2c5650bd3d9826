import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { hub } from '../../src/catalog/hub.ts';
import { fetchedModel } from '../../src/domain/fetched.ts';
import { checkedFiles, hubFiles } from '../../src/domain/hub-files.ts';
import { WebllmModelSchema } from '../../src/domain/model.ts';

const hash = 'a'.repeat(64);
const file = { path: 'config.json', bytes: 10, sha256: hash };

describe('files of the hub', () => {
  it('are names alone before the hub is asked', () => {
    for (const model of hub.models) {
      for (const build of model.builds) {
        const { files, complete } = hubFiles(model, build);
        expect(files.length).toBeGreaterThan(2);
        expect(files.every(({ bytes, sha256 }) => bytes === null && sha256 === null)).toBe(true);
        expect(complete).toBe(model.engine === 'onnx');
        expect(() => checkedFiles({ files, complete }, model.title)).toThrow('cannot be loaded');
      }
    }
  });

  it('can be loaded when all are there with their hashes, and not before', () => {
    expect(checkedFiles({ files: [file], complete: true }, 'A')).toEqual([file]);
    const wrong = [
      { files: [file], complete: false },
      { files: [], complete: true },
      { files: [file, { ...file, sha256: null }], complete: true },
      { files: [file, { ...file, bytes: null }], complete: true },
    ];
    for (const files of wrong)
      expect(() => checkedFiles(files, 'A')).toThrow(/^A cannot be loaded/);
  });
});

describe('a model that was fetched', () => {
  const model = hub.models.find(({ id }) => id === 'qwen3-0.6b');
  if (model?.engine !== 'webllm') throw new Error('the hub lacks it');
  const files = { files: [file], complete: true };
  const setting = { dtype: 'q4f16_1', thinking: 'off', system: '' } as const;

  it('is one that the schema takes, under either setting', () => {
    for (const thinking of ['on', 'off'] as const) {
      const made = fetchedModel(model, { ...setting, thinking }, files);
      expect(v.parse(WebllmModelSchema, made)).toEqual(made);
      expect(made).toMatchObject({ thinking, downloadBytes: 10, files: [file], specimen: false });
      expect(made.id).toBe(`qwen3-0.6b-q4f16_1-thinking-${thinking}`);
    }
  });

  it('is none while a file is not checked, or with a build or switch that it lacks', () => {
    const unchecked = { files: [{ ...file, sha256: null }], complete: true };
    expect(() => fetchedModel(model, setting, unchecked)).toThrow('hash of 1 of its 1 files');
    expect(() => fetchedModel(model, { ...setting, dtype: 'q0f32' }, files)).toThrow('no build');
    expect(() => fetchedModel(model, { ...setting, thinking: null }, files)).toThrow('switch');
  });
});
