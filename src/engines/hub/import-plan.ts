import type { OnnxModel } from '../../domain/model.ts';
import { wrongKind } from './file-kind.ts';
import { foundManifest } from './found-manifest.ts';
import { importFault } from './import-faults.ts';
import { textOf, type ImportFile } from './import-file.ts';
import { manifestName, type HubFile, type Manifest } from './manifest.ts';
import { parseManifest } from './stored-models.ts';

/** Which file of a folder is which of the model. */
export interface Plan {
  readonly manifest: Manifest;
  readonly sources: ReadonlyMap<string, ImportFile>;
}

/** The folders that hold a model, each with its files by their paths within it. */
export function modelFolders(files: readonly ImportFile[]): Map<string, Map<string, ImportFile>> {
  const marks = [manifestName, 'mlc-chat-config.json', 'config.json'];
  const found = files.flatMap(({ path }) => {
    const at = path.lastIndexOf('/');
    return marks.includes(path.slice(at + 1)) ? [path.slice(0, Math.max(at, 0))] : [];
  });
  const tops = [...new Set(found)].filter(
    (folder) => !found.some((other) => other !== folder && isWithin(folder, other)),
  );
  return new Map(
    tops.map((top) => [
      top,
      new Map(
        files
          .filter(({ path }) => isWithin(path, top))
          .map((file) => [top === '' ? file.path : file.path.slice(top.length + 1), file]),
      ),
    ]),
  );
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/**
 * Says which file of a folder is which of the model, before anything is copied.
 * @param expected what the model must be, where that is known
 * @throws PlumblineError that names what is missing, cut off or of the wrong kind
 */
export async function planImport(
  folder: string,
  inside: ReadonlyMap<string, ImportFile>,
  expected: Manifest | null,
  dtype: OnnxModel['dtype'] | null,
): Promise<Plan> {
  const manifest =
    expected ?? (await ownManifest(inside)) ?? (await foundManifest(folder, inside, dtype));
  const sources = new Map<string, ImportFile>();
  const missing: string[] = [];
  for (const file of manifest.files) {
    const source = inside.get(file.path) ?? flattened(file.path, inside);
    if (source === undefined) missing.push(file.path);
    else sources.set(file.path, source);
  }
  if (missing.length > 0) throw importFault.missing(manifest.model, missing);
  for (const file of manifest.files) {
    const source = sources.get(file.path);
    if (source !== undefined) await checkStart(manifest.model, file, source);
  }
  if (lacksLibrary(manifest)) throw importFault.noLibrary(manifest.model);
  return { manifest, sources };
}

/** Weights for web-llm are no use without the library that was compiled for them. */
function lacksLibrary({ engine, files }: Manifest): boolean {
  return engine === 'webllm' && files.every(({ path }) => !path.endsWith('.wasm'));
}

async function ownManifest(inside: ReadonlyMap<string, ImportFile>): Promise<Manifest | null> {
  const file = inside.get(manifestName);
  if (file === undefined) return null;
  const manifest = parseManifest(await textOf(file));
  if (manifest === null)
    throw importFault.badJson(manifestName, 'it is no manifest of this version');
  return manifest;
}

/** A file that was saved by hand, without the folder that it belongs in. */
function flattened(path: string, inside: ReadonlyMap<string, ImportFile>): ImportFile | undefined {
  return path.includes('/') ? inside.get(path.slice(path.lastIndexOf('/') + 1)) : undefined;
}

/** Kind first: a pointer or a web page is better called that than too short. */
async function checkStart(
  model: string,
  { path, bytes }: HubFile,
  source: ImportFile,
): Promise<void> {
  let start = new Uint8Array();
  for await (const chunk of source.read()) {
    start = chunk.slice(0, 64);
    break;
  }
  const kind = wrongKind(path, start);
  if (kind !== null) throw importFault.kind(path, kind);
  if (bytes === null || bytes === source.bytes) return;
  if (source.bytes < bytes) throw importFault.cutOff(model, path, source.bytes, bytes);
  throw importFault.tooLong(model, path, source.bytes, bytes);
}
