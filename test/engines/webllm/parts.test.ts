import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import webllmPackage from '../../../node_modules/@mlc-ai/web-llm/package.json' with { type: 'json' };
import { DeviceWatch, watchDevices } from '../../../src/engines/device-watch.ts';
import { webllmVersion } from '../../../src/engines/webllm/engine.ts';
import { protectMessage } from '../../../src/engines/webllm/escape.ts';
import { lostDevice } from '../../../src/engines/lost-device.ts';
import { checkAdapter } from '../../../src/engines/webllm/needs.ts';
import { createProgress } from '../../../src/engines/webllm/progress.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import { toyAdapter } from './stand-in.ts';

it('the version that enters trial ids is the installed one', () => {
  expect(webllmVersion.split('web-llm-')[1]).toBe(webllmPackage.version);
});

describe('an adapter', () => {
  const check = (changes: Parameters<typeof webllmModel>[0], adapter: typeof toyAdapter | null) => {
    checkAdapter(webllmModel(changes), adapter);
  };
  const limits = (changes: Partial<(typeof toyAdapter)['limits']>) => ({
    ...toyAdapter,
    limits: { ...toyAdapter.limits, ...changes },
  });

  it('that has all is taken', () => {
    expect(() => {
      check({}, toyAdapter);
    }).not.toThrow();
  });

  it.each([
    ['WebGPU', {}, null],
    ['shader-f16', {}, { ...toyAdapter, features: new Set<string>() }],
    ['subgroups', { features: ['subgroups'] }, toyAdapter],
    ['maxStorageBuffersPerShaderStage', {}, limits({ maxStorageBuffersPerShaderStage: 8 })],
    ['maxComputeWorkgroupStorageSize', {}, limits({ maxComputeWorkgroupStorageSize: 16384 })],
    ['maxBufferSize', { limits: { maxBufferSize: 2 ** 31 } }, toyAdapter],
    ['maxNothing', { limits: { maxNothing: 1 } }, toyAdapter],
  ])('that lacks %s is refused with its name', (name, changes, adapter) => {
    expect(() => {
      check(changes, adapter);
    }).toThrow(
      expect.objectContaining({
        kind: 'no-webgpu',
        message: expect.stringContaining(name) as string,
      }),
    );
  });

  it('without 16-bit shaders runs 32-bit weights', () => {
    expect(() => {
      check({ dtype: 'q4f32_1' }, { ...toyAdapter, features: new Set<string>() });
    }).not.toThrow();
  });
});

describe('progress', () => {
  it('leaves out what it does not know, and never goes back', () => {
    const progress = createProgress(1000);
    expect(progress({ progress: 0.5, text: 'Something new' })).toBeNull();
    const told = [
      progress({ progress: 0, text: 'Start to fetch params' }),
      progress({ progress: 0.5, text: 'Loading model from cache[1/2]: 1MB loaded.' }),
      progress({ progress: 1, text: 'Fetching param cache[1/2]: late' }),
      progress({ progress: 0 / 0, text: 'Loading GPU shader modules[0/0]' }),
    ].map((one) => one?.loaded);
    expect(told).toEqual([0, 400, undefined, 1000]);
  });
});

describe('a message', () => {
  const template = {
    role_templates: { user: 'Q: {user_message} A:', assistant: '{assistant_message}' },
  };

  it('comes out of the library’s templates as it went in, whatever is in it', () => {
    const text = fc.string({
      unit: fc.constantFrom('$', '&', '`', "'", '1', 'a', '{function_string}', ' '),
    });
    fc.assert(
      fc.property(text, (content) => {
        // As the package fills a template: see `getPromptArrayInternal` in its conversation.ts.
        const filled = template.role_templates.user
          .replace('{user_message}', protectMessage(content, 'user', template))
          .replace('{function_string}', '');
        expect(filled).toBe(`Q: ${content} A:`);
        const system = 'S {system_message}.'.replace(
          '{system_message}',
          protectMessage(content, 'system', template),
        );
        expect(system).toBe(`S ${content}.`);
        expect(protectMessage(content, 'user', {})).toBe(content);
      }),
    );
  });

  it('of a megabyte of dollars is no trouble', () => {
    const long = '$'.repeat(1_000_000);
    expect(protectMessage(long, 'user', template)).toHaveLength(2_000_000);
  });
});

describe('the watch over devices', () => {
  it('hears a loss and an error that nothing caught, of every device, and fails what waits', async () => {
    const heard: string[] = [];
    const listeners: ((event: { error: { message: string } }) => void)[] = [];
    let lose: (info: { reason: string; message: string }) => void = () => undefined;
    const maker = {
      requestDevice() {
        expect(this).toBe(maker);
        return Promise.resolve({
          lost: new Promise<{ reason: string; message: string }>((resolve) => (lose = resolve)),
          addEventListener: (_type: 'uncapturederror', one: (typeof listeners)[number]) =>
            listeners.push(one),
        });
      },
    };
    watchDevices(maker, (why) => heard.push(why));
    await maker.requestDevice();
    listeners[0]?.({ error: { message: 'Out of memory' } });
    lose({ reason: 'destroyed', message: '' });
    await Promise.resolve();
    expect(heard).toEqual(['Out of memory', 'destroyed']);

    const watch = new DeviceWatch(lostDevice);
    await expect(watch.race(Promise.resolve(1))).resolves.toBe(1);
    const waiting = watch.race(new Promise(() => undefined));
    watch.fail('one');
    watch.fail('two');
    await expect(waiting).rejects.toMatchObject({
      kind: 'engine-lost',
      message: 'The GPU was lost: one',
    });
    await expect(watch.race(Promise.resolve(1))).rejects.toMatchObject({ kind: 'engine-lost' });
  });
});
