import * as v from 'valibot';
import type { OnnxModel } from '../../domain/model.ts';
import { wrongKind } from './file-kind.ts';
import { importFault } from './import-faults.ts';
import { textOf, type ImportFile } from './import-file.ts';
import { RepositorySchema, type HubFile, type Manifest } from './manifest.ts';
import { dtypesIn, graphPath, missingFiles, neededFiles, type Variant } from './needed-files.ts';

/** Where transformers.js keeps how many files of weights lie beside a graph: for all graphs, or by their name. */
const OnnxConfigSchema = v.object({
  'transformers.js_config': v.nullish(
    v.object({
      use_external_data_format: v.nullish(
        v.union([
          v.boolean(),
          v.number(),
          v.record(v.string(), v.union([v.boolean(), v.number()])),
        ]),
      ),
    }),
  ),
});

/** web-llm's list of weights. */
const WeightsSchema = v.object({
  records: v.array(v.object({ dataPath: v.string(), nbytes: v.number() })),
});

/**
 * What a folder without a manifest should hold, by what its own files say: names, sizes where they are told, no hashes.
 * @param files its files, by their paths within it
 * @throws PlumblineError `model-missing`, `model-foreign`, `model-damaged`, or `bad-request` where it must be said which weights are meant
 */
export async function foundManifest(
  folder: string,
  files: ReadonlyMap<string, ImportFile>,
  dtype: OnnxModel['dtype'] | null,
): Promise<Manifest> {
  const model = nameOf(folder);
  const paths = [...files.keys()];
  const variant = variantOf(paths, dtype);
  const more = await listed(variant, files);
  const missing = [
    ...missingFiles(variant, paths),
    ...[...more.keys()].filter((one) => !files.has(one)),
  ];
  if (missing.length > 0) throw importFault.missing(model, missing);
  const needed = new Set([...neededFiles(model, variant, paths), ...more.keys()]);
  const hubFiles = [...needed].sort().map((path): HubFile => {
    const bytes = more.get(path) ?? files.get(path)?.bytes ?? null;
    return { path, bytes, sha256: null, gitSha1: null };
  });
  const common = { format: 1, model, commit: null, files: hubFiles } as const;
  return { ...common, ...variant };
}

function variantOf(paths: readonly string[], dtype: OnnxModel['dtype'] | null): Variant {
  if (paths.includes('mlc-chat-config.json')) return { engine: 'webllm' };
  if (dtype !== null) return { engine: 'onnx', dtype };
  const dtypes = dtypesIn(paths);
  const [only] = dtypes;
  if (only === undefined) throw importFault.noWeights(paths);
  if (dtypes.length > 1) throw importFault.dtypes(dtypes);
  return { engine: 'onnx', dtype: only };
}

/** Files that others name, with their sizes where those are told. */
async function listed(
  variant: Variant,
  files: ReadonlyMap<string, ImportFile>,
): Promise<Map<string, number | null>> {
  if (variant.engine === 'webllm') {
    const list = files.get('tensor-cache.json') ?? files.get('ndarray-cache.json');
    if (list === undefined) return new Map();
    const { records } = await parsed(list, WeightsSchema);
    return new Map(records.map(({ dataPath, nbytes }) => [dataPath, nbytes]));
  }
  const config = files.get('config.json');
  if (config === undefined) return new Map();
  const told = (await parsed(config, OnnxConfigSchema))['transformers.js_config'];
  const graph = graphPath(variant.dtype);
  const format = told?.use_external_data_format ?? false;
  const name = graph.slice('onnx/'.length);
  const count = Number(
    typeof format === 'object' ? (format[name] ?? format['model'] ?? 0) : format,
  );
  return new Map(
    Array.from({ length: count }, (_, at) => [`${graph}_data${at === 0 ? '' : `_${at}`}`, null]),
  );
}

async function parsed<T>(file: ImportFile, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const text = await textOf(file);
  const kind = wrongKind(file.path, new TextEncoder().encode(text.slice(0, 64)));
  if (kind !== null) throw importFault.kind(file.path, kind);
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw importFault.badJson(file.path, error instanceof Error ? error.message : String(error));
  }
}

/** A folder's name as a model's. */
function nameOf(folder: string): string {
  const name = folder.split('/').at(-1) ?? '';
  const written = name.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '');
  return v.is(RepositorySchema, written) ? written : 'imported';
}
