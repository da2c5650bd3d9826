import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Hub } from '../../src/catalog/hub.ts';
import { modelBytes } from '../../src/domain/model.ts';
import { needsOf } from '../../src/domain/needs.ts';
import { sizeText } from '../../src/domain/size.ts';
import { StoredModels } from '../../src/engines/hub/stored-models.ts';
import { FolderStore } from './folder-store.ts';

/** A row of words for each model that ships, after the names of the columns. */
export function listShipped({
  models,
  classifiers,
}: Pick<Catalog, 'models' | 'classifiers'>): string[][] {
  return [
    ['MODEL', 'SHIPS', 'SIZE', 'LICENCE'],
    ...[...models, ...classifiers].map((model) => [
      model.id,
      model.dtype,
      sizeText(modelBytes(model)),
      model.licence ?? 'unknown',
    ]),
  ];
}

/** A row of words for each build of each pair on the hub, after the names of the columns. */
export function listHub(hub: Hub): string[][] {
  const rows = hub.pairs.flatMap((pair) =>
    needsOf(pair, hub.models).map(({ dtype, download, memory }) => [
      pair.id,
      pair.engine,
      dtype,
      pair.match,
      pair.method,
      sizeText(download.bytes),
      sizeText(memory.bytes),
    ]),
  );
  return [['PAIR', 'ENGINE', 'BUILD', 'MATCH', 'METHOD', 'TO FETCH', 'MEMORY'], ...rows];
}

/** A row of words for each model in a folder that `models fetch` made, after the names of the columns. */
export async function listStored(folder: string): Promise<string[][]> {
  const models = await new StoredModels(new FolderStore(folder)).list();
  return [
    ['MODEL', 'ENGINE', 'BUILD', 'SIZE', 'STATE'],
    ...models.map(({ key, manifest, bytes, whole }) => [
      manifest?.model ?? key,
      manifest?.engine ?? '-',
      manifest?.engine === 'onnx' ? manifest.dtype : '-',
      sizeText(bytes),
      manifest === null ? 'no manifest' : whole ? 'whole' : 'not whole',
    ]),
  ];
}

/** Rows in columns as wide as their widest word. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((word, at) => word.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
