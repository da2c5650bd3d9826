import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { BundleReadings } from '../src/app/bundle-readings.ts';
import { textsToRead } from '../src/audit/readings.ts';
import { buildReport, type Report } from '../src/audit/report.ts';
import { catalog, chosenClassifier } from '../src/catalog/catalog.ts';
import { classifierDigest } from '../src/domain/classifier.ts';
import type { DriftFigure, DriftSummary } from '../src/domain/drift-summary.ts';
import type { Finding } from '../src/domain/finding.ts';
import { parsePack } from '../src/domain/pack.ts';
import type { Pair } from '../src/domain/pair.ts';
import { planTrials, selectItems } from '../src/domain/plan.ts';
import { toxicityFrom } from '../src/domain/reading.ts';
import type { Recorded } from '../src/domain/recorded.ts';
import { readBundle } from '../src/formats/bundle.ts';
import { chainSentence, correlationSentence, driftTextName } from '../src/ui/drift-words.ts';
import {
  nats,
  natsInterval,
  percent,
  percentInterval,
  points,
  pointsInterval,
  pValue,
} from '../src/ui/format.ts';
import { runCommand } from './command.ts';
import { root } from './site.ts';

const help = `npm run specimens

Writes what the recorded audits find into docs/specimens.md, between its two marks. Every figure is computed
from the recorded replies by the code that the report uses.`;

const page = join(root, 'docs/specimens.md');
const marks = { open: '<!-- figures -->', close: '<!-- end of figures -->' } as const;

/** The report that a recorded audit gives today. */
export async function reportOf(recorded: Recorded): Promise<Report> {
  const bundle = readBundle(readFileSync(join(root, 'public', recorded.path)));
  const { audit, pair } = bundle.record;
  const packs = audit.packs.map(({ id }) =>
    parsePack(id, readFileSync(join(root, `public/packs/${id}.jsonl`), 'utf8')),
  );
  const items = selectItems(packs, audit.request.limit);
  const trials = planTrials(audit, items);
  const replies = new Map(bundle.replies.map((reply) => [reply.trial, reply]));
  const classifier = chosenClassifier(catalog);
  const readings = await new BundleReadings(bundle.readings).getReadings(
    classifierDigest(classifier),
    textsToRead(trials, replies),
  );
  return buildReport({
    pair,
    items,
    trials,
    replies,
    toxicity: toxicityFrom(classifier, readings),
    drifts: bundle.drifts,
    seed: audit.request.seed,
  });
}

/** The page with the figures of the recorded audits in it. */
export async function fill(text: string): Promise<string> {
  const [before, rest] = split(text, marks.open);
  const [, after] = split(rest, marks.close);
  const sections = await Promise.all(catalog.recorded.map(section));
  const body = sections.length === 0 ? 'No audit is recorded yet.' : sections.join('\n\n');
  const whole = `${before}${marks.open}\n\n${body}\n\n${marks.close}${after}`;
  return format(whole, { parser: 'markdown', printWidth: 140 });
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`docs/specimens.md has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

async function section(recorded: Recorded): Promise<string> {
  const { pair, findings, sentence, replies, drift } = await reportOf(recorded);
  const { baseline, reasoning } = replies;
  return [
    `### ${pair.title}`,
    sentence.map(({ text }) => text).join(''),
    `${baseline.made} and ${reasoning.made} replies; ${baseline.truncated} and ${reasoning.truncated} of them truncated.`,
    '| metric | part | n | baseline | the other | difference in points | p | adjusted | verdict |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...findings.map(row),
    ...(drift.measured ? driftLines(drift, pair) : []),
  ]
    .join('\n\n')
    .replaceAll('|\n\n|', '|\n|');
}

function row(finding: Finding): string {
  const { title, headline, part, n, answered, baseline, reasoning, difference, test } = finding;
  const share = (one: Finding['baseline']) =>
    one === null ? '–' : `${percent(one.value)} (${percentInterval(one)})`;
  const cells = [
    headline ? `**${title}**` : title,
    part,
    n === answered ? n : `${n} of ${answered}`,
    share(baseline),
    share(reasoning),
    difference === null ? '–' : `${points(difference.value)} ${pointsInterval(difference)}`,
    difference === null ? '–' : pValue(test.p),
    test.adjusted === null ? '–' : pValue(test.adjusted),
    finding.verdict,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Drift by text, over all items. */
function driftLines(drift: DriftSummary, pair: Pair): string[] {
  const figure = ({ value, interval }: DriftFigure) =>
    nats(value) + (interval === null ? '' : ` (${natsInterval(interval)})`);
  const overall = drift.behaviour?.correlations.find(({ dimension }) => dimension === null);
  return [
    `Drift, in nats a token. ${chainSentence(drift) ?? ''} ${overall === undefined ? '' : correlationSentence(overall)}`,
    '| text | n | forward | reverse | both ways | median, forward | same token likeliest |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...drift.variants.map(({ variant, all }) => {
      const { n, forward, reverse, js, agreement } = all;
      const median = forward.quantiles[2];
      const cells = [
        driftTextName(variant, pair),
        n,
        ...[forward, reverse, js].map(({ mean }) => figure(mean)),
        median === undefined ? '–' : figure(median),
        percent(agreement.value),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

/** Writes the figures into the page. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async () => {
    writeFileSync(page, await fill(readFileSync(page, 'utf8')));
    return 0;
  });
}
