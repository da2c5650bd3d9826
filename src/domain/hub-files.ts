import { PlumblineError } from './fault.ts';
import type { HubBuild, HubFile, HubModel } from './hub-model.ts';
import type { ModelFile } from './model.ts';

/** What of a build's files is known before the hub is asked. */
export interface HubFiles {
  readonly files: readonly HubFile[];
  /** Whether these are all: web-llm's shards are named by a file that must be fetched first. */
  readonly complete: boolean;
}

const webllmFiles = ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json'];
const onnxFiles = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

/** The names of a build's files; no size and no hash, since the hub was not asked. */
export function hubFiles({ engine }: Pick<HubModel, 'engine'>, build: HubBuild): HubFiles {
  const graph = 'graph' in build ? build.graph : [];
  const paths = engine === 'webllm' ? webllmFiles : [...onnxFiles, ...graph];
  const files = paths.map((path) => ({ path, bytes: null, sha256: null }));
  return { files, complete: engine === 'onnx' };
}

/**
 * Files that can be loaded: all of them, each with its size and hash.
 * @throws PlumblineError `model-damaged` where the list is empty or not complete, or a file's size or hash is not known
 */
export function checkedFiles({ files, complete }: HubFiles, title: string): ModelFile[] {
  const checked = files.flatMap(({ path, bytes, sha256 }) =>
    bytes === null || sha256 === null ? [] : [{ path, bytes, sha256 }],
  );
  if (complete && checked.length > 0 && checked.length === files.length) return checked;
  const unknown = files.length - checked.length;
  const why = complete
    ? `the hash of ${unknown} of its ${files.length} files is not known`
    : 'not all of its files are known';
  throw new PlumblineError({
    kind: 'model-damaged',
    message: `${title} cannot be loaded: ${why}.`,
    kept: 'Nothing was loaded.',
    remedy: 'Fetch the model, so that every file is there and checked.',
  });
}
