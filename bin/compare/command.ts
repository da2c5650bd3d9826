import { printable } from '../../src/formats/lines.ts';
import { runCommand } from '../command.ts';
import { PageClassifier } from '../score/classifier.ts';
import { stopOnSignals } from '../signals.ts';
import { compareFiles, type Compared, type ComparedMetric } from './compare.ts';
import { help, parseOptions } from './options.ts';

/** `plumbline compare` */
export function compareCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const options = parseOptions(rest);
    const stop = stopOnSignals();
    const classifier = new PageClassifier(stop.signal);
    try {
      const compared = await compareFiles(options, (texts) => classifier.read(texts));
      process.stdout.write(`${JSON.stringify(compared.findings, null, 2)}\n`);
      for (const line of summaryOf(compared)) process.stderr.write(`${line}\n`);
      return 0;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      process.stderr.write('Stopped. Nothing was compared.\n');
      return stop.status();
    } finally {
      await classifier.close();
    }
  });
}

/** A few lines for a person: the findings, and what was left out. */
export function summaryOf({ findings, leftOut }: Compared): string[] {
  const [first] = findings;
  const notes = first === undefined ? [] : notesOf(first.pairing);
  return [...findings.map(told), ...leftOut.map((why) => `Left out: ${why}`), ...notes];
}

function told({
  metric,
  baseline,
  reasoning,
  difference,
  test,
  verdict,
  n,
  answered,
}: ComparedMetric) {
  if (baseline === null || reasoning === null || difference === null) {
    return `${metric}: nothing could be scored on both sides (${answered} items): ${verdict}.`;
  }
  const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)}`;
  const share = (value: number) => `${(value * 100).toFixed(1)}%`;
  const p = test.adjusted ?? test.p;
  const shown = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  const interval = `95% ${points(difference.low)} to ${points(difference.high)}`;
  return `${metric}: baseline ${share(baseline.value)}, reasoning ${share(reasoning.value)}, difference ${points(difference.value)} points (${interval}), n = ${n}, ${shown}: ${verdict}.`;
}

function notesOf(pairing: ComparedMetric['pairing']): string[] {
  const { onlyBaseline, onlyReasoning, repeated, differing, nameless } = pairing;
  const named = ({ count, first }: typeof repeated) =>
    `${count} (${first.map(printable).join(', ')}${count > first.length ? ', …' : ''})`;
  const lists = [
    [onlyBaseline, 'in the baseline file only'],
    [onlyReasoning, 'in the reasoning file only'],
    [repeated, 'more than once on a side'],
    [differing, 'asked differently on the two sides'],
  ] as const;
  const notes = lists.flatMap(([list, where]) =>
    list.count === 0 ? [] : [`Not paired, ${where}: ${named(list)}`],
  );
  if (nameless > 0) notes.push(`Not paired, without an id: ${nameless}`);
  for (const side of ['baseline', 'reasoning'] as const) {
    const { unread, unjudged } = pairing[side];
    for (const { at, message } of unread.first) {
      notes.push(`Not read in the ${side} file, ${at}: ${printable(message)}`);
    }
    if (unread.count > unread.first.length) {
      notes.push(`Not read in the ${side} file, in all: ${unread.count}`);
    }
    if (unjudged > 0) notes.push(`Not judged in the ${side} file: ${unjudged}`);
  }
  return notes;
}
