import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { root } from '../../../bin/site.ts';
import { seededRng } from '../../../src/domain/rng.ts';
import { backOff, retryAfter } from '../../../src/engines/hub/back-off.ts';
import { inBytes } from '../../../src/engines/hub/bytes.ts';
import { FileHash } from '../../../src/engines/hub/file-hash.ts';
import { wrongKind } from '../../../src/engines/hub/file-kind.ts';
import { FilePathSchema, RepositorySchema, storedKey } from '../../../src/engines/hub/manifest.ts';
import { fileAddress, hubAddress } from '../../../src/engines/hub/mirror.ts';
import { ProgressTeller, type DownloadProgress } from '../../../src/engines/hub/progress.ts';
import { ProtobufFrame } from '../../../src/engines/hub/protobuf-frame.ts';
import { policyOf } from '../../../bin/policy.ts';

const graph = new Uint8Array(
  readFileSync(join(root, 'test/fixtures/models/micro/onnx/model.onnx')),
);

describe('waiting', () => {
  it('doubles up to a minute, of which a half is drawn', () => {
    const rng = seededRng('wait');
    for (const [failures, most] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      for (let draw = 0; draw < 50; draw++) {
        const seconds = backOff(failures + 1, rng);
        expect(seconds).toBeGreaterThanOrEqual(most / 2);
        expect(seconds).toBeLessThan(most);
      }
    }
    expect(backOff(3, rng)).not.toBe(backOff(3, rng));
  });

  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('a server that says %j is waited for %j seconds', (header, seconds) => {
    expect(retryAfter(header, Date.UTC(2026, 0, 1))).toBe(seconds);
  });
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.00 kB'],
  [999_499, '999 kB'],
  [999_500, '1.00 MB'],
  [12_345_678, '12.3 MB'],
  [3e9, '3.00 GB'],
])('%d bytes read %s', (bytes, text) => {
  expect(inBytes(bytes)).toBe(text);
});

describe('addresses', () => {
  it.each([
    ['', 'https://huggingface.co/'],
    ['https://mirror.example/hub', 'https://mirror.example/hub/'],
    [' ./hub/ ', 'https://site.example/app/hub/'],
    ['/hub', 'https://site.example/hub/'],
  ])('the mirror “%s” is %s', (setting, address) => {
    expect(hubAddress(setting, 'https://site.example/app/')).toBe(address);
  });

  it.each(['ftp://a', 'https://u:p@a/', 'https://a/?b', 'javascript:alert(1)', 'http://'])(
    '%s is no mirror',
    (setting) => {
      expect(() => hubAddress(setting, 'https://site.example/')).toThrow('cannot be a mirror');
    },
  );

  it('a file is where the hub has it, with every other character escaped', () => {
    expect(fileAddress('https://h/', 'a/b', 'refs/pr/1', 'onnx/a b#?.bin')).toBe(
      'https://h/a/b/resolve/refs%2Fpr%2F1/onnx/a%20b%23%3F.bin',
    );
  });

  it.each(['../a', 'a/../b', '/a', 'a//b', 'a\\b', 'C:/a', '.', 'a/.'])('%s is no path', (path) => {
    expect(v.is(FilePathSchema, path)).toBe(false);
  });

  it.each(['a/b/c', '../b', 'a b/c', '.a/b', 'a/', '/b', ''])('%s is no repository', (name) => {
    expect(v.is(RepositorySchema, name)).toBe(false);
  });

  it('each model, commit and way of storing weights has a folder of its own', () => {
    const commit = 'a'.repeat(40);
    const keys = [
      storedKey({ engine: 'onnx', model: 'a/b', commit, dtype: 'q4' }),
      storedKey({ engine: 'onnx', model: 'a/b', commit, dtype: 'q8' }),
      storedKey({ engine: 'onnx', model: 'a/b', commit: 'b'.repeat(40), dtype: 'q8' }),
      storedKey({ engine: 'onnx', model: 'a/b', commit: null, dtype: 'q8' }),
      storedKey({ engine: 'webllm', model: 'a/b', commit }),
      storedKey({ engine: 'webllm', model: 'a--b', commit: null }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[\w.@-]+$/);
  });
});

describe('hashes', () => {
  it('git names a file like git does', () => {
    // `printf 'hello\n' | git hash-object --stdin`
    const file = {
      path: 'a',
      bytes: 6,
      sha256: null,
      gitSha1: 'ce013625030ba8dba906f756967f9e9ca394464a',
    };
    const hash = new FileHash(file);
    for (const byte of new TextEncoder().encode('hello\n')) hash.update(Uint8Array.of(byte));
    // `printf 'hello\n' | sha256sum`
    expect(hash.finish()).toBe('5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03');
    const other = new FileHash(file);
    other.update(new TextEncoder().encode('hullo\n'));
    expect(other.finish()).toBeNull();
  });
});

describe('kinds of files', () => {
  const of = (path: string, start: string) =>
    wrongKind(
      path,
      Uint8Array.from(start, (one) => one.charCodeAt(0)),
    );

  it.each([
    ['config.json', '{"a": 1}'],
    ['config.json', '\xef\xbb\xbf\n{'],
    ['model.onnx', '\x08\x08\x12'],
    ['lib.wasm', '\0asm\x01\0\0\0'],
    ['params_shard_0.bin', '\x01\x02'],
    ['chat_template.jinja', '{% for'],
  ])('%s may begin with %j', (path, start) => {
    expect(of(path, start)).toBeNull();
  });

  it.each([
    ['config.json', '  <!DOCTYPE html>', 'a web page'],
    ['params_shard_0.bin', '<html>', 'a web page'],
    ['tokenizer.json', 'version https://git-lfs.github.com/spec/v1', 'Git LFS pointer'],
    ['model.onnx', 'GGUF\x03', 'GGUF'],
    ['model.onnx', 'PK\x03\x04', 'zip'],
    ['model.onnx', 'x'.repeat(8) + '{"__metadata__"', 'safetensors'],
    ['model.onnx', 'anything', 'no onnx file'],
    ['tokenizer.json', '', 'empty'],
  ])('%s may not begin with %j', (path, start, kind) => {
    expect(of(path, start)).toContain(kind);
  });
});

describe('the frame of a graph', () => {
  const isWhole = (bytes: Uint8Array, step = bytes.length) => {
    const frame = new ProtobufFrame();
    for (let at = 0; at < bytes.length; at += step) frame.push(bytes.subarray(at, at + step));
    return frame.isWhole();
  };

  it('is whole, however it is cut into pieces', () => {
    for (const step of [1, 7, 4096, graph.length]) expect(isWhole(graph, step)).toBe(true);
  });

  it('is not whole anywhere before its last fields', () => {
    const cuts = fc.integer({ min: 0, max: graph.length - 100 });
    // A message may end only between two outermost fields, and the few before the weights are within the first bytes.
    fc.assert(
      fc.property(cuts, (cut) => {
        fc.pre(cut > 200);
        expect(isWhole(graph.subarray(0, cut))).toBe(false);
      }),
    );
    expect(isWhole(new Uint8Array())).toBe(false);
    expect(isWhole(new Uint8Array(100).fill(0xff))).toBe(false);
  });
});

it('progress tells rate and time left over the last seconds only', () => {
  let now = 0;
  const told: DownloadProgress[] = [];
  const file = { path: 'a', bytes: 10_000, sha256: null, gitSha1: null };
  const teller = new ProgressTeller(
    { files: [file] },
    () => now,
    (one) => told.push(one),
  );
  // Half was there before: it is loaded, and did not come in a moment.
  teller.set('a', 5000);
  let loaded = 5000;
  for (; now < 10_000; now += 100) teller.set('a', (loaded += 10), 10);
  expect(told.at(-1)).toMatchObject({ loaded: 6000, total: 10_000 });
  expect(told.at(-1)?.rate).toBeCloseTo(100, -1);
  expect(told.at(-1)?.left).toBeCloseTo(40, -1);
  // Then four times as fast: five seconds later nothing of before is left in the rate.
  for (; now < 16_000; now += 100) teller.set('a', (loaded += 40), 40);
  expect(told.at(-1)?.rate).toBeCloseTo(400, -1);
  for (; now < 30_000; now += 100) teller.set('a', loaded);
  expect(told.at(-1)).toMatchObject({ rate: 0, left: null });
});

describe('the policy', () => {
  it.each([
    ['/', false],
    ['/assets/worker-onnx-Ab_3-x.js', false],
    ['/assets/worker-download-abc.js', false],
    ['/assets/worker-endpoint-abc.js.map', false],
    ['/assets/worker-endpoint-Ab_3-x.js', true],
    ['/some/folder/assets/worker-endpoint-abc.js?v=1', true],
  ])('%s may ask model servers: %s', (path, may) => {
    const policy = policyOf(path, [], ['https://models.example:8443/folder']);
    for (const source of [
      'http://localhost:*',
      'http://127.0.0.1:*',
      'https://models.example:8443',
    ]) {
      expect(policy.includes(source), source).toBe(may);
    }
    expect(policy).not.toContain('folder');
    expect(policy.includes('huggingface')).toBe(path.includes('download'));
    expect(policyOf(path, [])).not.toContain('models.example');
  });

  it.each([
    ['/', false],
    ['/assets/worker-onnx-Ab_3-x.js', false],
    ['/assets/download-abc.js', false],
    ['/assets/worker-download-abc.js.map', false],
    ['/assets/worker-download-Ab_3-x.js', true],
    ['/some/folder/assets/worker-download-abc.js?v=1', true],
  ])('%s may reach the hub: %s', (path, may) => {
    const policy = policyOf(path, ['https://mirror.example/hub/']);
    expect(policy.includes('https://huggingface.co')).toBe(may);
    expect(policy.includes('https://mirror.example')).toBe(may);
    expect(policy).toContain("connect-src 'self'");
  });
});
