import { pathToFileURL } from 'node:url';
import type { MLCEngine, MLCEngineConfig, MLCEngineInterface } from '@mlc-ai/web-llm';
import { DeviceWatch } from '../../../src/engines/device-watch.ts';
import { lostDevice } from '../../../src/engines/lost-device.ts';
import type { WebllmTools } from '../../../src/engines/webllm/load.ts';
import { storedFault } from '../../../src/engines/webllm/stored-faults.ts';
import type { ModelFiles } from '../../../src/engines/webllm/stored-files.ts';
import { writeOpenLibrary } from './open-library.ts';
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

async function openLibrary(): Promise<OpenLibrary> {
  const opened: unknown = await import(/* @vite-ignore */ pathToFileURL(writeOpenLibrary()).href);
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
  /** What was asked to be answered. */
  readonly requests: object[];
}

export interface StandInOptions extends ToyOptions {
  /** Instead of the load. */
  readonly failLoad?: () => Error;
  readonly config?: Partial<typeof toyConfig>;
  /** What is read as JSON, by its name; a name that is not there is told as the store tells it. */
  readonly files?: Readonly<Record<string, unknown>>;
}

const weights = 'https://stored.invalid/toy/resolve/main/';

/** The store is a browser's: here its addresses, and what is read as JSON. */
function toyFiles(files: Readonly<Record<string, unknown>>): ModelFiles {
  return {
    take: () => Promise.resolve({ weights, library: 'https://stored.invalid/toy/library.wasm' }),
    json: (address) => {
      const name = address.slice(weights.length);
      return Object.hasOwn(files, name)
        ? Promise.resolve(files[name])
        : Promise.reject(storedFault.missing('Toy thinker', name));
    },
  };
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
  const made: StandIn = {
    tools: tools(),
    watch,
    log,
    configs: [],
    reloads: [],
    unloads: 0,
    requests: [],
  };
  return made;

  function tools(): WebllmTools {
    return {
      createEngine,
      findAdapter: () => Promise.resolve(toyAdapter),
      files: toyFiles(options.files ?? {}),
      watch,
      now: () => (clock += 5),
    };
  }

  function createEngine(config: MLCEngineConfig): MLCEngineInterface {
    made.configs.push(config);
    const engine = new MLCEngine(config);
    const unload = engine.unload.bind(engine);
    const create = engine.chat.completions.create.bind(engine.chat.completions);
    engine.chat.completions.create = ((request: Parameters<typeof create>[0]) => {
      made.requests.push(request);
      return create(request);
    }) as typeof create;
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
    [0.5, 'Loading model from cache[1/2]: 1MB loaded. 50% completed, 3 secs elapsed.'],
    [1, 'Loading model from cache[2/2]: 2MB loaded. 100% completed, 3 secs elapsed.'],
    [0.5, 'Loading GPU shader modules[10/20]: 50% completed, 1 secs elapsed.'],
    [1, 'Loading GPU shader modules[20/20]: 100% completed, 2 secs elapsed.'],
    [1, 'Finish loading on WebGPU - toy'],
  ];
  for (const [progress, text] of phases) tell?.({ progress, timeElapsed: 0, text });
}
