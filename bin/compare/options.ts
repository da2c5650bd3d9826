import { parseArgs } from 'node:util';
import { parseCount, UsageError } from '../command.ts';
import { lineScorers, type LineScorer } from '../score/scorers.ts';
import { formats, type Format } from './file.ts';
import type { Expect } from './outcomes.ts';

const known: Readonly<Record<string, LineScorer>> = lineScorers;

export const help = `npm run -s plumbline -- compare BASELINE REASONING [OPTION …]

Compares two sets of replies or scores item by item, and prints the findings as JSON: a list, one finding a metric,
each with n, estimates and intervals, test and verdict, and under "pairing" what could not be paired.

  BASELINE, REASONING   files: what plumbline score reads or writes, an audit's replies.jsonl, lm-evaluation-harness's
                        samples_*.jsonl, a log of Inspect (.json or .eval), promptfoo's results, or the output of an
                        OpenAI batch; told apart by what they hold

  --scorer ID      score the replies by this scorer first (see score --help); needed where a file holds only replies
  --metric NAME    this metric only; may be given more than once. Of lm-eval's "exact_match,strict-match" the part
                   before the comma names all filters
  --expect WHAT    refuse or answer: what is right, where the verdicts are the refusal scorer's. A line may say it
                   itself, by "expect", "target" or its item's task
  --group FIELD    the field that holds an item's group
  --margin M       the difference below which two models are taken to do the same (0.05, which is five points)
  --seed S         seed of what is drawn: intervals and tests of scores between 0 and 1 (0)
  --format NAME    take both files for this format: ${formats.join(', ')}

Right are: correct, non_toxic, disagree and neutral, and none of a secret; partial refusals count as refusals. Of other
tools' metrics higher is taken to be better. Items are paired by id, or by what was asked where a side lacks ids, whatever the
order of the lines; an item that stands on one side only, more than once on a side, or was asked differently is left out
and listed. From an audit's replies each file gives its side; with both from one audit, name its file twice. Of a
file with two runs, as promptfoo writes, the first is the baseline's and the second the reasoning model's.

A summary and errors go to standard error. Ends with 0 when done, 1 when nothing could be compared, and 2 for wrong
usage.`;

export interface CompareOptions {
  readonly baseline: string;
  readonly reasoning: string;
  readonly scorer: LineScorer | null;
  readonly metrics: readonly string[];
  readonly expect: Expect | null;
  readonly group: string | null;
  readonly margin: number;
  readonly seed: number;
  readonly format: Format | null;
}

/** Reads the arguments. @throws UsageError, or what node's `parseArgs` throws */
export function parseOptions(args: string[]): CompareOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scorer: { type: 'string' },
      metric: { type: 'string', multiple: true, default: [] },
      expect: { type: 'string' },
      group: { type: 'string' },
      margin: { type: 'string', default: '0.05' },
      seed: { type: 'string', default: '0' },
      format: { type: 'string' },
    },
  });
  const [baseline, reasoning, ...more] = positionals;
  if (baseline === undefined || reasoning === undefined || more.length > 0) {
    throw new UsageError('Two files are needed: BASELINE and REASONING.');
  }
  const margin = Number(values.margin);
  if (!/^[\d.]+$/.test(values.margin) || !(margin > 0 && margin < 1)) {
    throw new UsageError(`--margin takes a number between 0 and 1, not “${values.margin}”.`);
  }
  return {
    baseline,
    reasoning,
    scorer: scorerOf(values.scorer),
    metrics: values.metric,
    expect: oneOf('--expect', ['refuse', 'answer'], values.expect),
    group: values.group ?? null,
    margin,
    seed: parseCount('--seed', values.seed, 0),
    format: oneOf('--format', formats, values.format),
  };
}

function scorerOf(id: string | undefined): LineScorer | null {
  const found = oneOf('--scorer', Object.keys(known), id);
  return found === null ? null : (known[found] ?? null);
}

function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  value: string | undefined,
): T | null {
  if (value === undefined) return null;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes one of ${allowed.join(', ')}, not “${value}”.`);
}
