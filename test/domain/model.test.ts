import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/domain/hash.ts';
import { ModelSchema, modelBytes, modelDigest } from '../../src/domain/model.ts';
import type { EndpointModel, WebllmModel } from '../../src/domain/model.ts';
import { webllmModel } from '../support/webllm-model.ts';

const file = (path: string, bytes: number) => ({ path, bytes, sha256: sha256(path) });

describe('a model of the onnx engine', () => {
  it('has the digest of its files, whatever their order and whatever else is said of it', () => {
    const files = [file('b', 2), file('a', 1)];
    const lines = `a ${sha256('a')}\nb ${sha256('b')}`;
    expect(modelDigest({ files })).toBe(sha256(lines));
    expect(modelBytes({ files })).toBe(3);
    const whole = { files, engine: 'onnx' as const, path: 'x' };
    expect(modelDigest(whole)).toBe(sha256(lines));
  });

  it('has another digest for what its thinking is set to, since it answers differently', () => {
    const files = [file('a', 1)];
    const how = { by: 'template', argument: 'enable_thinking' } as const;
    const set = (one: 'on' | 'off') => modelDigest({ files, thinking: { set: one, how } });
    expect(new Set([modelDigest({ files }), set('on'), set('off')]).size).toBe(3);
  });
});

describe('a model of the web-llm engine', () => {
  it('is accepted by the schema, and refused with what belongs to the other engine', () => {
    expect(v.parse(ModelSchema, webllmModel())).toEqual(webllmModel());
    expect(v.is(ModelSchema, { ...webllmModel(), path: 'models/toy' })).toBe(false);
    expect(v.is(ModelSchema, { ...webllmModel(), dtype: 'q8' })).toBe(false);
    expect(v.is(ModelSchema, { ...webllmModel(), url: 'models/toy' })).toBe(false);
    expect(v.is(ModelSchema, { ...webllmModel(), engine: 'onnx' })).toBe(false);
  });

  it('has another digest wherever its replies could differ, and the same elsewhere', () => {
    const changes: Partial<WebllmModel>[] = [
      { url: 'https://hub.invalid/other/' },
      { lib: 'https://libs.invalid/other.wasm' },
      { contextWindow: 8192 },
      { chain: null },
      { thinking: 'off' },
      { system: 'Be brief.' },
      { files: [file('a', 1)] },
    ];
    const digests = changes.map((change) => modelDigest(webllmModel(change)));
    expect(new Set([...digests, modelDigest(webllmModel())]).size).toBe(changes.length + 1);
    const renamed = webllmModel({
      title: 'Another',
      licence: 'MIT',
      memoryMb: 1,
      downloadBytes: 7,
    });
    expect(modelDigest(renamed)).toBe(modelDigest(webllmModel()));
    expect(modelBytes(renamed)).toBe(7);
  });
});

describe('a model on a server', () => {
  const known: EndpointModel = {
    id: 'endpoint-1',
    title: 'Large',
    engine: 'endpoint',
    address: 'http://localhost:8000',
    model: 'large',
    server: 'vllm',
    reported: { version: '1.0', weights: 'org/large' },
    dtype: 'as served',
    parameters: null,
    licence: null,
    contextWindow: 8192,
    chain: { open: '<think>', close: '</think>', opened: true },
    thinking: null,
    specimen: false,
    files: [],
  };

  it('is accepted by the schema, without files, as no specimen, and with no room for a key', () => {
    expect(v.parse(ModelSchema, known)).toEqual(known);
    expect(v.is(ModelSchema, { ...known, files: [file('a', 1)] })).toBe(false);
    expect(v.is(ModelSchema, { ...known, specimen: true })).toBe(false);
    expect(v.is(ModelSchema, { ...known, key: 'sk-1' })).toBe(false);
    expect(v.is(ModelSchema, { ...known, address: 'localhost' })).toBe(false);
  });

  it('has another digest wherever the server says otherwise, and the same elsewhere', () => {
    const changes: Partial<EndpointModel>[] = [
      { address: 'http://localhost:8001' },
      { model: 'larger' },
      { server: 'other' },
      { reported: { version: '1.1', weights: 'org/large' } },
      { reported: { version: '1.0', weights: null } },
      { contextWindow: null },
      { chain: null },
      { thinking: 'off' },
    ];
    const digests = changes.map((change) => modelDigest({ ...known, ...change }));
    expect(new Set([...digests, modelDigest(known)]).size).toBe(changes.length + 1);
    const renamed = { ...known, id: 'x', title: 'Another', licence: 'MIT', parameters: 7e10 };
    expect(modelDigest(renamed)).toBe(modelDigest(known));
    expect(modelBytes(known)).toBe(0);
  });
});
