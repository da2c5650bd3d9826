import * as v from 'valibot';
import { PairedDataSchema } from '../../audit/paired-data.ts';
import { recheck, type Recheck } from '../../audit/recheck.ts';
import { describe } from '../../audit/sentence.ts';
import type { Finding } from '../../domain/finding.ts';
import { PairSchema } from '../../domain/pair.ts';
import { cellNames, cellsOf } from '../../formats/exports/html/cells.ts';

// The script of a report file: it computes the file's figures again and says of every row whether they agree. It asks for nothing.

const counts = v.object({ planned: v.number(), made: v.number() });

/** A finding is only ever compared, field by field, with one that is computed here. */
const FindingSchema = v.custom<Finding>((value) => typeof value === 'object' && value !== null);

const DataSchema = v.object({
  format: v.literal('plumbline-html-report'),
  version: v.literal(1),
  record: v.object({ request: v.object({ seed: v.number() }) }),
  report: v.object({
    pair: PairSchema,
    findings: v.array(FindingSchema),
    replies: v.object({ baseline: counts, reasoning: counts }),
  }),
  paired: v.array(PairedDataSchema),
});

function check(): void {
  const { record, report, paired } = v.parse(
    DataSchema,
    JSON.parse(document.getElementById('data')?.textContent ?? ''),
  );
  const rows = recheck(report.findings, paired, record.request.seed);
  const found = rows.map((row, at) => [row, faultsOf(row, at)] as const);
  for (const [at, [, faults]] of found.entries()) tellRow(at, faults);
  const differing = found.filter(([, faults]) => faults.length > 0);
  const { baseline, reasoning } = report.replies;
  const sentence = describe(
    rows.flatMap(({ computed }) => computed ?? []),
    report.pair,
    {
      planned: baseline.planned + reasoning.planned,
      made: baseline.made + reasoning.made,
    },
  );
  const summary = sentence.map(({ text }) => text).join('');
  const said = document.querySelector('[data-summary]')?.textContent === summary;
  const missing = document.querySelectorAll('tr[data-finding]').length !== rows.length;
  if (differing.length === 0 && said && !missing) {
    tell(
      'agrees',
      `Computed again in this browser, from the paired outcomes in this file: all ${rows.length} findings agree.`,
    );
    return;
  }
  const names = differing.map(([{ metric, part }]) =>
    part === 'answer' ? metric : `${metric} (${part})`,
  );
  const parts = [
    ...(names.length > 0
      ? [
          `${names.length} of ${rows.length} findings do not agree with the paired outcomes in this file: ${names.join(', ')}.`,
        ]
      : []),
    ...(missing ? ['There are not as many rows as findings.'] : []),
    ...(said ? [] : [`The summary should read: “${summary}”`]),
  ];
  tell('differs', `Computed again in this browser. ${parts.join(' ')}`);
}

/** What is wrong with a row: in the data, and in what is shown. */
function faultsOf({ disagreements, computed }: Recheck, at: number): string[] {
  const inData = disagreements.map(
    ({ field, stated, computed: own }) =>
      `${field} is stated as ${written(stated)}, computed ${written(own)}`,
  );
  if (computed === null) return inData;
  const cells = cellsOf(computed);
  const inRow = cellNames.flatMap((name) => {
    const shown = rowOf(at)?.querySelector(`[data-cell="${name}"]`)?.textContent ?? 'nothing';
    return shown === cells[name] ? [] : [`${name} shows ${shown}, computed ${cells[name]}`];
  });
  return [...inData, ...inRow];
}

const written = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

const rowOf = (at: number) => document.querySelector(`tr[data-finding="${at}"]`);

function tellRow(at: number, faults: readonly string[]): void {
  const row = rowOf(at);
  if (row === null) return;
  row.classList.add(faults.length === 0 ? 'agrees' : 'differs');
  const note = document.createElement('span');
  note.className = 'check';
  note.textContent = faults.length === 0 ? '✓ agrees' : `✕ does not agree: ${faults.join('; ')}`;
  row.querySelector('th')?.append(note);
}

function tell(kind: 'agrees' | 'differs', text: string): void {
  const place = document.getElementById('check');
  if (place === null) return;
  place.classList.add(kind);
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  place.replaceChildren(paragraph);
}

try {
  check();
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  tell(
    'differs',
    `The data in this file cannot be read, so its figures do not agree with anything: ${why}`,
  );
}
