import { parseArgs } from 'node:util';
import {
  exportFormats,
  exportIds,
  isExportId,
  type ExportId,
} from '../../src/formats/exports/registry.ts';
import { UsageError } from '../command.ts';

const list = exportIds.map((id) => `  ${id.padEnd(16)} ${exportFormats[id].about}`).join('\n');

export const help = `npm run -s plumbline -- export AUDIT --format ID [--out PATH]

Writes an audit in another format. AUDIT is a folder that \`plumbline audit\` wrote, or a bundle.zip. Its report is computed
anew from its replies; what a classifier read in them comes with the bundle.

  --format ID   one of those below
  --out PATH    a folder for the files, which is made where it is missing (standard output, where the format is one file)

${list}

Files that are there already are written over. A format that cannot hold the record of what determined the report gets
a record.json beside its files. Ends with 0 when done, 1 when it failed, 2 for wrong usage.`;

export interface ExportOptions {
  readonly audit: string;
  readonly format: ExportId;
  /** Null for standard output. */
  readonly out: string | null;
}

/** Reads the arguments. @throws UsageError, or what node's `parseArgs` throws */
export function parseOptions(args: string[]): ExportOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string' }, out: { type: 'string' } },
  });
  const [audit, ...more] = positionals;
  const { format, out = null } = values;
  if (audit === undefined || more.length > 0) throw new UsageError('One AUDIT is needed.');
  if (format === undefined) throw new UsageError('--format is needed.');
  if (!isExportId(format)) {
    throw new UsageError(`--format takes ${exportIds.join(', ')}, not “${format}”.`);
  }
  if (out === '') throw new UsageError('--out takes a path.');
  return { audit, format, out };
}
