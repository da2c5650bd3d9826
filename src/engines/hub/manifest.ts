import * as v from 'valibot';
import { DtypeSchema } from '../../domain/model.ts';

/** Name of the file that tells what a folder of a model holds. It travels with the folder: an import checks against it. */
export const manifestName = 'plumbline-model.json';

/** A hub repository's name, `owner/name` or, for the oldest ones, `name`: letters, digits, `.`, `_` and `-`. */
export const RepositorySchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)?$/),
);

/** A path inside a repository that cannot lead out of a folder. */
export const FilePathSchema = v.pipe(
  v.string(),
  v.maxLength(400),
  v.regex(/^[^/\\:\0]+(?:\/[^/\\:\0]+)*$/),
  v.check((path) => path.split('/').every((part) => part !== '.' && part !== '..')),
);

/**
 * One file of a model. What the hub tells of it depends on its size: of large files their SHA-256, of small ones the name that git
 * gives them, `SHA-1("blob " + bytes + "\0" + content)`. Of a file from elsewhere nothing may be known before it is there.
 */
export const HubFileSchema = v.strictObject({
  path: FilePathSchema,
  bytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  gitSha1: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  /** Where the file comes from, where that is not the repository: web-llm's model libraries. */
  url: v.optional(v.pipe(v.string(), v.url())),
});
export type HubFile = Readonly<v.InferOutput<typeof HubFileSchema>>;

const common = {
  format: v.literal(1),
  model: RepositorySchema,
  /** The commit that the files are of; null where nobody knows, as of a folder without a manifest. */
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  files: v.pipe(v.array(HubFileSchema), v.minLength(1)),
};

/** What a model needs of one revision of its repository, for one engine. */
export const ManifestSchema = v.variant('engine', [
  v.strictObject({ ...common, engine: v.literal('onnx'), dtype: DtypeSchema }),
  v.strictObject({ ...common, engine: v.literal('webllm') }),
]);
export type Manifest = Readonly<v.InferOutput<typeof ManifestSchema>>;

/** Bytes of all files whose size is known. */
export function manifestBytes({ files }: Pick<Manifest, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}

/**
 * The name of the folder that a model is stored in: repository, commit and, where an engine has several, the way the weights are
 * stored. Two revisions are two models, since they may answer differently.
 */
export function storedKey(manifest: Pick<Manifest, 'model' | 'commit'> & VariantOf): string {
  const variant = manifest.engine === 'onnx' ? manifest.dtype : 'webllm';
  return [manifest.model.replace('/', '--'), manifest.commit ?? 'found', variant].join('@');
}

type VariantOf =
  | Pick<Extract<Manifest, { engine: 'onnx' }>, 'engine' | 'dtype'>
  | Pick<Extract<Manifest, { engine: 'webllm' }>, 'engine'>;
