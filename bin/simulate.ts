import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { runCommand } from './command.ts';
import { layouts, type LayoutName } from './simulate/layouts.ts';
import { biasTable, shareTable, valueTable } from './simulate/tables.ts';
import { root } from './site.ts';

const help = `npm run simulate -- [--write]

Simulates audits and prints how often the intervals hold the truth and how often the tests err. Takes some ten minutes.

  --write   put the tables into docs/statistics.md, between its two marks, instead`;

const page = join(root, 'docs/statistics.md');
export const marks = { open: '<!-- simulated -->', close: '<!-- end of simulated -->' } as const;

function isLayout(name: string): name is LayoutName {
  return name in layouts;
}

function* tables(): Generator<string> {
  for (const name of Object.keys(layouts).filter(isLayout)) yield shareTable(name);
  yield valueTable('lone');
  yield valueTable('fives');
  yield biasTable();
}

/** Runs the simulations, printing each table when it is done, or writing all into the page. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (own) => {
    const { values } = parseArgs({ args: own, options: { write: { type: 'boolean' } } });
    const all: string[] = [];
    for (const table of tables()) {
      all.push(table);
      process.stdout.write(`${table}\n\n`);
    }
    if (values.write === true) writeFileSync(page, await fill(readFileSync(page, 'utf8'), all));
    return 0;
  });
}

async function fill(text: string, sections: readonly string[]): Promise<string> {
  const [open, close] = [text.indexOf(marks.open), text.indexOf(marks.close)];
  if (open < 0 || close < open) throw new Error('docs/statistics.md has lost its marks.');
  const [before, after] = [text.slice(0, open + marks.open.length), text.slice(close)];
  const whole = `${before}\n\n${sections.join('\n\n')}\n\n${after}`;
  return format(whole, { parser: 'markdown', printWidth: 140 });
}
