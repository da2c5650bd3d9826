import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeExport } from '../../src/formats/exports/registry.ts';
import type { ExportFile } from '../../src/formats/exports/exported.ts';
import { replace } from '../audit/folder.ts';
import { runCommand, UsageError } from '../command.ts';
import { openAudit, readAuditBytes } from './open.ts';
import { help, parseOptions } from './options.ts';

/** `plumbline export` */
export function exportCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const { audit, format, out } = parseOptions(rest);
    const files = await writeExport(format, openAudit(readAuditBytes(audit)));
    if (out === null) {
      await print(files);
      return 0;
    }
    for (const { name, bytes } of files) {
      const path = join(out, name);
      mkdirSync(dirname(path), { recursive: true });
      replace(path, bytes);
    }
    process.stderr.write(`Wrote ${files.map(({ name }) => name).join(', ')} to ${out}.\n`);
    return 0;
  });
}

/** @throws UsageError where there are several files, which would run into one another */
async function print(files: readonly ExportFile[]): Promise<void> {
  const [first, ...more] = files;
  if (first === undefined || more.length > 0) {
    throw new UsageError(`--out is needed: the format is ${files.length} files.`);
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(first.bytes, (error) => (error ? reject(error) : resolve()));
  });
}
