import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PlumblineError } from '../../domain/fault.ts';
import { modelBytes, type ModelFile, type ModelFolder } from '../../domain/model.ts';
import type { LoadProgress } from '../engine.ts';

/**
 * Reads a model's files and lets nothing through that the catalogue does not name or that does not hash to what it says. Handed to
 * the library as its `fetch`.
 */
export class ModelFiles {
  readonly #model: ModelFolder;
  readonly #folder: string;
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #total: number;
  /** Bytes by file: the library reads some files twice, and progress must count them once. */
  readonly #loaded = new Map<string, number>();
  #fault: PlumblineError | null = null;

  constructor(model: ModelFolder, folder: string, onProgress: (progress: LoadProgress) => void) {
    this.#model = model;
    this.#folder = folder;
    this.#onProgress = onProgress;
    this.#total = modelBytes(model);
  }

  /** The first fault: libraries wrap what `fetch` throws, and the user needs the cause. */
  get fault(): PlumblineError | null {
    return this.#fault;
  }

  /** `fetch` for the library. A file that the catalogue does not name is not there. */
  readonly fetch = async (input: string | URL): Promise<Response> => {
    const url = new URL(input, this.#folder);
    const file = this.#model.files.find((one) => `${this.#folder}${one.path}` === url.href);
    if (file === undefined) return new Response(null, { status: 404 });
    try {
      const data = await this.#read(url, file);
      return new Response(data, { headers: { 'content-length': String(data.byteLength) } });
    } catch (error) {
      const fault =
        error instanceof PlumblineError ? error : missing(this.#model, file, String(error));
      this.#fault ??= fault;
      throw fault;
    }
  };

  async #read(url: URL, file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(url);
    if (!response.ok || response.body === null) {
      throw missing(this.#model, file, `the server answered ${response.status}`);
    }
    const hash = hasher.create();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunksOf(response.body)) {
      hash.update(chunk);
      chunks.push(chunk);
      length += chunk.length;
      this.#tell(file, length);
    }
    if (bytesToHex(hash.digest()) !== file.sha256) throw damaged(this.#model, file);
    return join(chunks);
  }

  #tell(file: ModelFile, length: number): void {
    this.#loaded.set(file.path, Math.max(length, this.#loaded.get(file.path) ?? 0));
    const loaded = sum(this.#loaded.values());
    this.#onProgress({ file: file.path, loaded, total: this.#total });
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

function damaged(model: ModelFolder, file: ModelFile): PlumblineError {
  return new PlumblineError({
    kind: 'model-damaged',
    message: `The file ${file.path} of ${model.title} is damaged: its hash (SHA-256) is not the one in the catalogue.`,
    kept: 'The file was not used. Every stored reply is kept.',
    remedy: 'Reload the page to fetch it again; if it stays damaged, install Plumbline anew.',
  });
}

function missing(model: ModelFolder, file: ModelFile, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'model-missing',
    message: `The file ${file.path} of ${model.title} could not be read: ${why}.`,
    kept: 'Every stored reply is kept.',
    remedy: 'Check that the page is still served where it came from, then try again.',
  });
}
