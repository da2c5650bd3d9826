import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { BenchBrowser } from '../bench/harness/browser.ts';
import { machineFacts } from '../bench/harness/machine.ts';
import type { Peer, RowTools } from '../bench/harness/row.ts';
import { partsOf, tableOf } from '../bench/harness/table.ts';
import { rows } from '../bench/rows.ts';
import { parseCount, runCommand, UsageError } from './command.ts';
import { root } from './site.ts';

const peers = ['transformers', 'wllama', 'native'] as const satisfies readonly Peer[];
const ids = rows.map(({ id }) => id);

const help = `npm run -s plumbline -- bench [OPTION …]     or: npm run bench -- [OPTION …]

Measures what Plumbline is to reach, each row beside its peer in the same run, and prints a table. Nothing here is a test.

  --only ROW        a row alone; may be given more than once: ${ids.join(', ')}
  --against PEERS   for decoding, of ${peers.join(', ')}; all of them unless told
  --repeats N       rounds that are counted; one before them is not (5)
  --threads N       threads of WebAssembly (as the app has it: one a core, 8 at most). On a machine that others use at the
                    same time, 1 gives steadier figures: threads that wait for one another wait for others' work
  --quick           less of everything: for a first look, and not for figures that are told
  --gpu             on this machine's GPU instead of its CPU, where a row can
  --out FILE        where the figures go as JSON; rows that FILE has and this run does not are kept
                    (bench/results/PLATFORM-CORES-cores.json, or nowhere after --quick)`;

/** `npm run bench` and `plumbline bench` */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, bench);
}

async function bench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: ids },
      against: { type: 'string', default: peers.join(',') },
      repeats: { type: 'string' },
      threads: { type: 'string' },
      quick: { type: 'boolean', default: false },
      gpu: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { quick, gpu } = values;
  const only = values.only.map((name) => {
    if (ids.includes(name)) return name;
    throw new UsageError(`There is no row “${name}”. Rows: ${ids.join(', ')}.`);
  });
  const repeats = parseCount('--repeats', values.repeats ?? (quick ? '1' : '5'), 1);
  const note = (text: string) => process.stderr.write(`  ${text}\n`);
  const browser = await BenchBrowser.start(
    values.threads === undefined ? undefined : parseCount('--threads', values.threads, 1),
  );
  const found: Record<string, unknown> = {};
  try {
    const tools: RowTools = {
      openPage: (choice) => browser.open(choice ?? (gpu ? { webGpu: 'hardware' } : {})),
      repeats,
      quick,
      gpu,
      peers: peersOf(values.against),
      note,
    };
    // Looked at before the first row, which is itself a load.
    const before = machineFacts('');
    for (const { id, measure } of rows.filter((row) => only.includes(row.id))) {
      process.stderr.write(`${id} …\n`);
      const measured = await measure(tools);
      found[id] = { repeats, measured };
      process.stdout.write(`${tableOf(measured)}\n\n${partsOf(measured)}\n\n`);
    }
    const machine = { ...before, browser: `Chromium ${browser.version}`, gpu };
    const file = values.out ?? (quick ? null : usualFile(machine));
    if (file !== null) write(file, machine, found);
    return 0;
  } finally {
    await browser.close();
  }
}

/** @throws UsageError */
function peersOf(text: string): ReadonlySet<Peer> {
  return new Set(
    text.split(',').map((name) => {
      const peer = peers.find((one) => one === name.trim());
      if (peer === undefined) {
        throw new UsageError(`There is no peer “${name}”. Peers: ${peers.join(', ')}.`);
      }
      return peer;
    }),
  );
}

function usualFile({ platform, cores, gpu }: { platform: string; cores: number; gpu: boolean }) {
  const name = `${platform.replace(' ', '-')}-${cores}-cores${gpu ? '-gpu' : ''}.json`;
  return join(root, 'bench/results', name);
}

const FileSchema = v.object({ rows: v.record(v.string(), v.unknown()) });

function write(file: string, machine: unknown, found: Readonly<Record<string, unknown>>): void {
  const known = existsSync(file)
    ? v.parse(FileSchema, JSON.parse(readFileSync(file, 'utf8'))).rows
    : {};
  const at = new Date().toISOString().slice(0, 10);
  const dated = Object.fromEntries(
    Object.entries(found).map(([id, row]) => [id, { at, machine, ...(row as object) }]),
  );
  const all = { ...known, ...dated };
  const ordered = Object.fromEntries(ids.flatMap((id) => (id in all ? [[id, all[id]]] : [])));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ rows: ordered }, null, 2)}\n`);
}
