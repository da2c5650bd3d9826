import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog, findPair } from '../src/catalog/catalog.ts';
import { replace } from './audit/folder.ts';
import { ProgressLine } from './audit/progress.ts';
import { runAudit } from './audit/run.ts';
import { main as writeCatalogue } from './catalog.ts';
import { explain, parseCount, runCommand } from './command.ts';
import { buildSite, root } from './site.ts';

const help = `npm run record -- [--pair ID …] [--limit N]

Runs the full audit of each pair that ships, as \`plumbline audit\` does, writes the bundles to public/recorded
and then the catalogue. A bundle is made of new replies alone: nothing that is there already is used.

  --pair ID   this pair only; may be given more than once
  --limit N   at most N items of each pack (all), to try it out`;

/** Records the audits that ship. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const { values } = parseArgs({
      args: rest,
      options: { pair: { type: 'string', multiple: true }, limit: { type: 'string' } },
    });
    const limit = values.limit === undefined ? null : parseCount('--limit', values.limit, 1);
    const asked = values.pair?.map((id) => findPair(catalog, id)) ?? catalog.pairs;
    buildSite();
    mkdirSync(join(root, 'public/recorded'), { recursive: true });
    for (const { id } of asked) {
      process.stderr.write(`${id}\n`);
      const line = new ProgressLine(process.stderr);
      const result = await runAudit({
        // On the CPU, which everybody has: a run here can then be held against the record.
        request: { pair: id, suite: 'town', limit, seed: 0, device: 'wasm' },
        stored: '',
        signal: new AbortController().signal,
        onProgress: (progress) => line.show(progress),
      });
      line.end();
      if (!result.ok) {
        process.stderr.write(`${explain(result.fault)}\n`);
        return 1;
      }
      replace(join(root, `public/recorded/${id}.zip`), result.bundle);
    }
    return writeCatalogue([]);
  });
}
