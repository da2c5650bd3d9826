import * as v from 'valibot';
import { readText, writeText, type FileStore, type StoredFile } from './file-store.ts';

/** Name of the file that tells how far a stored model is. It means nothing in another place. */
export const stateName = 'plumbline-state.json';

const StateSchema = v.strictObject({
  /** What the server called the version of a file that is half here. */
  parts: v.record(v.string(), v.nullable(v.string())),
  /** Files whose hash was computed, and how they lay there then. */
  verified: v.record(
    v.string(),
    v.strictObject({ sha256: v.string(), bytes: v.number(), modified: v.number() }),
  ),
});
type State = v.InferOutput<typeof StateSchema>;

/** How far one stored model is, kept beside its files. Where it is lost or torn, everything is hashed anew. */
export class ModelState {
  readonly #store: FileStore;
  readonly #path: string;
  readonly #state: State;

  private constructor(store: FileStore, path: string, state: State) {
    this.#store = store;
    this.#path = path;
    this.#state = state;
  }

  static async open(store: FileStore, folder: string): Promise<ModelState> {
    const path = `${folder}/${stateName}`;
    const parsed = v.safeParse(StateSchema, parse(await readText(store, path)));
    return new ModelState(
      store,
      path,
      parsed.success ? parsed.output : { parts: {}, verified: {} },
    );
  }

  /** The version of a part, null where the server named none, undefined where nothing was begun. */
  part(file: string): string | null | undefined {
    return this.#state.parts[file];
  }

  async begin(file: string, etag: string | null): Promise<void> {
    this.#state.parts[file] = etag;
    await this.#save();
  }

  /** The SHA-256 of a file that has not changed since it was computed: same size, same time of change. */
  hashOf(file: string, lying: StoredFile | null): string | null {
    const known = this.#state.verified[file];
    if (known === undefined || lying === null) return null;
    return known.bytes === lying.bytes && known.modified === lying.modified ? known.sha256 : null;
  }

  async verify(file: string, sha256: string, { bytes, modified }: StoredFile): Promise<void> {
    this.#state.verified[file] = { sha256, bytes, modified };
    Reflect.deleteProperty(this.#state.parts, file);
    await this.#save();
  }

  async forget(file: string): Promise<void> {
    Reflect.deleteProperty(this.#state.verified, file);
    Reflect.deleteProperty(this.#state.parts, file);
    await this.#save();
  }

  #save(): Promise<void> {
    return writeText(this.#store, this.#path, JSON.stringify(this.#state));
  }
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
