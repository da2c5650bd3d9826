import { env } from '@huggingface/transformers';
import { PlumblineError } from '../../domain/fault.ts';
import type { ModelFolder } from '../../domain/model.ts';
import type { LoadProgress } from '../engine.ts';
import type { ModelSource } from '../model-source.ts';
import { ModelFiles } from './files.ts';
import { openSource } from './file-source.ts';
import { runtimePaths } from './runtime.ts';

export interface FolderOptions {
  readonly source: ModelSource;
  /** Threads for WebAssembly. */
  readonly threads: number;
  readonly onProgress: (progress: LoadProgress) => void;
}

/**
 * Lets the library load a model from its folder or the store: each file checked against the catalogue, and nothing fetched from anywhere
 * else.
 * @param load loads by the library, given the path that names the folder to it, and the files themselves
 * @throws PlumblineError `model-missing`, `model-damaged` or `engine-failed`
 */
export async function loadFolder<T>(
  model: ModelFolder,
  { source, threads, onProgress }: FolderOptions,
  load: (path: string, files: ModelFiles) => Promise<T>,
): Promise<T> {
  const opened = openSource(source, model);
  const files = new ModelFiles(model, opened, onProgress);
  configure(threads, files);
  try {
    // A path from the root: the library takes an address for a remote model, and `a/b` for the name of one.
    return await load(opened.folder.pathname.slice(0, -1), files);
  } catch (error) {
    if (files.fault !== null) throw files.fault;
    if (error instanceof PlumblineError) throw error;
    throw new PlumblineError(
      {
        kind: 'engine-failed',
        message: `${model.title} could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
        kept: 'Every stored reply is kept.',
        remedy: 'Reload the page; if it fails again, choose the other device.',
      },
      { cause: error },
    );
  }
}

/** Points the library at this origin and at our checked files; nothing else can be reached by it. */
function configure(threads: number, files: ModelFiles): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = files.fetch;
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('ONNX Runtime offers no WebAssembly settings.');
  wasm.wasmPaths = runtimePaths();
  wasm.numThreads = threads;
}
