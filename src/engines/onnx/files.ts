import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PlumblineError } from '../../domain/fault.ts';
import { modelBytes, type ModelFile, type ModelFolder } from '../../domain/model.ts';
import type { LoadProgress } from '../engine.ts';
import type { FileSource, OpenedFile } from './file-source.ts';

/**
 * Reads a model's files and lets nothing through that the catalogue does not name or that does not hash to what it says. Handed to
 * the library as its `fetch`.
 */
export class ModelFiles {
  readonly #model: ModelFolder;
  readonly #source: FileSource;
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #total: number;
  /** Bytes by file: the library reads some files twice, and progress must count them once. */
  readonly #loaded = new Map<string, number>();
  #fault: PlumblineError | null = null;

  constructor(
    model: ModelFolder,
    source: FileSource,
    onProgress: (progress: LoadProgress) => void,
  ) {
    this.#model = model;
    this.#source = source;
    this.#onProgress = onProgress;
    this.#total = modelBytes(model);
  }

  /** The first fault: libraries wrap what `fetch` throws, and the user needs the cause. */
  get fault(): PlumblineError | null {
    return this.#fault;
  }

  /** `fetch` for the library. A file that the catalogue does not name is not there. */
  readonly fetch = async (input: string | URL): Promise<Response> => {
    const { folder } = this.#source;
    const url = new URL(input, folder);
    const file = this.#model.files.find((one) => new URL(one.path, folder).href === url.href);
    if (file === undefined) return new Response(null, { status: 404 });
    try {
      const { body, sha256 } = await this.#source.open(file);
      const data =
        sha256 === null ? await this.#hashed(body, file) : this.#known(body, sha256, file);
      return new Response(data, { headers: { 'content-length': String(file.bytes) } });
    } catch (error) {
      const fault = error instanceof PlumblineError ? error : this.#missing(file, error);
      this.#fault ??= fault;
      throw fault;
    }
  };

  /** A text file; null where the catalogue does not name it. */
  async text(path: string): Promise<string | null> {
    const response = await this.fetch(new URL(path, this.#source.folder));
    return response.ok ? response.text() : null;
  }

  /** A file whose hash was computed before: it is handed on as it is, and memory holds it once. */
  #known(body: OpenedFile['body'], sha256: string, file: ModelFile): OpenedFile['body'] {
    if (sha256 !== file.sha256) throw this.#damaged(file);
    this.#tell(file, file.bytes);
    return body;
  }

  async #hashed(body: OpenedFile['body'], file: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
    const hash = hasher.create();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunksOf(body instanceof Blob ? body.stream() : body)) {
      hash.update(chunk);
      chunks.push(chunk);
      length += chunk.length;
      this.#tell(file, length);
    }
    if (bytesToHex(hash.digest()) !== file.sha256) throw this.#damaged(file);
    return join(chunks);
  }

  #tell(file: ModelFile, length: number): void {
    this.#loaded.set(file.path, Math.max(length, this.#loaded.get(file.path) ?? 0));
    const loaded = sum(this.#loaded.values());
    this.#onProgress({ file: file.path, loaded, total: this.#total });
  }

  #damaged(file: ModelFile): PlumblineError {
    return new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${file.path} of ${this.#model.title} is damaged: its hash (SHA-256) is not the one in the catalogue.`,
      kept: 'The file was not used. Every stored reply is kept.',
      remedy: this.#source.remedy.damaged,
    });
  }

  #missing(file: ModelFile, error: unknown): PlumblineError {
    const why = error instanceof Error ? error.message : String(error);
    return new PlumblineError({
      kind: 'model-missing',
      message: `The file ${file.path} of ${this.#model.title} could not be read: ${why}.`,
      kept: 'Every stored reply is kept.',
      remedy: this.#source.remedy.missing,
    });
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
