import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/domain/hash.ts';
import type { ModelFolder } from '../../src/domain/model.ts';

/** Models whose files are all there as the catalogue says, and what is wrong with the others, file by file. */
export interface Checked {
  readonly whole: readonly {
    readonly model: string;
    readonly path: string;
    readonly files: number;
  }[];
  readonly faults: readonly {
    readonly model: string;
    readonly file: string;
    readonly why: string;
  }[];
}

/** Reads every file of the models in a folder and compares it with its size and hash. */
export function checkModels(
  folder: string,
  models: readonly (Pick<ModelFolder, 'path' | 'files'> & { readonly id: string })[],
): Checked {
  const checked = models.map((model) => ({
    model,
    faults: model.files.flatMap((file) => {
      const why = faultOf(join(folder, model.path, file.path), file);
      return why === null ? [] : [{ model: model.id, file: file.path, why }];
    }),
  }));
  return {
    whole: checked
      .filter(({ faults }) => faults.length === 0)
      .map(({ model }) => ({ model: model.id, path: model.path, files: model.files.length })),
    faults: checked.flatMap(({ faults }) => faults),
  };
}

function faultOf(
  path: string,
  { bytes, sha256: hash }: { readonly bytes: number; readonly sha256: string },
): string | null {
  if (!existsSync(path)) return 'is missing';
  const data = readFileSync(path);
  if (data.byteLength !== bytes) return `has ${data.byteLength} bytes in place of ${bytes}`;
  return sha256(data) === hash ? null : 'does not have its hash';
}
