import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MLCEngine, MLCEngineConfig, MLCEngineInterface } from '@mlc-ai/web-llm';
import { DeviceWatch } from '../../../src/engines/webllm/device.ts';
import { lostDevice } from '../../../src/engines/webllm/faults.ts';
import type { WebllmTools } from '../../../src/engines/webllm/load.ts';
import {
  createToyRuntime,
  toyConfig,
  toyTokenizer,
  type ToyLog,
  type ToyOptions,
} from './toy-runtime.ts';

/**
 * The stand-in is the installed package itself over a toy runtime: its own engine, pipeline, conversation, prompt templates and
 * sampling, so that what is tested is what the package does and not what we believe of it. Only fetching and the compiled model
 * are replaced. Needed since no weights and no model library can be had where the tests run.
 */
interface OpenLibrary {
  readonly MLCEngine: new (config: MLCEngineConfig) => MLCEngine;
  readonly LLMChatPipeline: new (
    tvm: object,
    tokenizer: object,
    config: object,
    processor: unknown,
  ) => object;
  readonly CustomLock: new () => object;
}

const root = join(import.meta.dirname, '../../..');

/** The package with two of its inner classes exported, too. */
async function openLibrary(): Promise<OpenLibrary> {
  const folder = join(root, 'node_modules/.cache/plumbline');
  const source = readFileSync(join(root, 'node_modules/@mlc-ai/web-llm/lib/index.js'), 'utf8');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'web-llm-open.mjs');
  const part = `${path}.${process.pid}`;
  writeFileSync(part, `${source}\nexport { LLMChatPipeline, CustomLock };\n`);
  renameSync(part, path);
  const opened: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
  if (isOpenLibrary(opened)) return opened;
  throw new Error('The package has no such classes any more: look at it again.');
}

function isOpenLibrary(value: unknown): value is OpenLibrary {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['MLCEngine', 'LLMChatPipeline', 'CustomLock'].every(
      (name) => typeof Reflect.get(value, name) === 'function',
    )
  );
}

export interface StandIn {
  readonly tools: WebllmTools;
  readonly watch: DeviceWatch;
  readonly log: ToyLog;
  readonly configs: MLCEngineConfig[];
  /** What was asked to be loaded, and with which settings. */
  readonly reloads: { readonly id: string; readonly options: object }[];
  unloads: number;
}

export interface StandInOptions extends ToyOptions {
  /** Instead of the load. */
  readonly failLoad?: () => Error;
  readonly config?: Partial<typeof toyConfig>;
}

export const toyAdapter = {
  features: new Set(['shader-f16']),
  limits: {
    maxStorageBuffersPerShaderStage: 10,
    maxComputeWorkgroupStorageSize: 32768,
    maxBufferSize: 2 ** 30,
    maxStorageBufferBindingSize: 2 ** 30,
  },
};

const library = openLibrary();

export async function createStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { MLCEngine, LLMChatPipeline, CustomLock } = await library;
  const { tvm, log } = createToyRuntime(options);
  const watch = new DeviceWatch(lostDevice);
  let clock = 0;
  const made: StandIn = { tools: tools(), watch, log, configs: [], reloads: [], unloads: 0 };
  return made;

  function tools(): WebllmTools {
    return {
      createEngine,
      findAdapter: () => Promise.resolve(toyAdapter),
      watch,
      now: () => (clock += 5),
    };
  }

  function createEngine(config: MLCEngineConfig): MLCEngineInterface {
    made.configs.push(config);
    const engine = new MLCEngine(config);
    const unload = engine.unload.bind(engine);
    engine.unload = () => {
      made.unloads++;
      return unload();
    };
    engine.reload = async (id, chatOptions) => {
      if (typeof id !== 'string' || Array.isArray(chatOptions)) throw new Error('one at a time');
      made.reloads.push({ id, options: chatOptions ?? {} });
      if (options.failLoad !== undefined) throw options.failLoad();
      report(config);
      const settings = { ...toyConfig, ...options.config, ...chatOptions };
      const processor = config.logitProcessorRegistry?.get(id);
      const pipeline = new LLMChatPipeline(tvm, toyTokenizer, settings, processor);
      inner(engine, 'loadedModelIdToPipeline').set(id, pipeline);
      inner(engine, 'loadedModelIdToChatConfig').set(id, settings);
      inner(engine, 'loadedModelIdToModelType').set(id, 0);
      inner(engine, 'loadedModelIdToLock').set(id, new CustomLock());
      await Promise.resolve();
    };
    return engine;
  }
}

function inner(engine: object, name: string): Map<unknown, unknown> {
  const map: unknown = Reflect.get(engine, name);
  if (isMap(map)) return map;
  throw new Error(`The package keeps no ${name} any more.`);
}

function isMap(value: unknown): value is Map<unknown, unknown> {
  return value instanceof Map;
}

/** The texts as the package has them. */
function report({ initProgressCallback: tell }: MLCEngineConfig): void {
  const phases: [number, string][] = [
    [0, 'Start to fetch params'],
    [0.5, 'Fetching param cache[1/2]: 1MB fetched. 50% completed, 1 secs elapsed.'],
    [1, 'Fetching param cache[2/2]: 2MB fetched. 100% completed, 2 secs elapsed.'],
    [0.5, 'Loading model from cache[1/2]: 1MB loaded. 50% completed, 3 secs elapsed.'],
    [1, 'Loading model from cache[2/2]: 2MB loaded. 100% completed, 3 secs elapsed.'],
    [0.5, 'Loading GPU shader modules[10/20]: 50% completed, 1 secs elapsed.'],
    [1, 'Loading GPU shader modules[20/20]: 100% completed, 2 secs elapsed.'],
    [1, 'Finish loading on WebGPU - toy'],
  ];
  for (const [progress, text] of phases) tell?.({ progress, timeElapsed: 0, text });
}
