import { PlumblineError } from '../../src/domain/fault.ts';
import { sides, type Side } from '../../src/domain/pair.ts';
import type { Toxicity } from '../../src/domain/reading.ts';
import type { Sample, SampleFault } from '../../src/formats/samples.ts';
import { UsageError } from '../command.ts';
import { openFile } from './file.ts';
import { findingsOf, whyNot, type ComparedFinding } from './findings.ts';
import type { CompareOptions } from './options.ts';
import { families, familyOf, outcomesOf } from './outcomes.ts';
import { pairUp, type Pairing } from '../../src/formats/pair-samples.ts';
import { metricsOf, type JudgedSample, type MetricPairs } from './pairs.ts';
import { samplesOf, scoreSamples } from './sides.ts';

/** What could not be used of a side's file. */
export interface Unused {
  /** Lines that could not be read. */
  readonly unread: { readonly count: number; readonly first: readonly SampleFault[] };
  /** Samples that lack what would be needed to judge them. */
  readonly unjudged: number;
}

export interface ComparedMetric extends ComparedFinding {
  readonly pairing: Pairing & Readonly<Record<Side, Unused>>;
}

export interface Compared {
  readonly findings: readonly ComparedMetric[];
  /** Metrics that both files hold and that cannot be compared, in words. */
  readonly leftOut: readonly string[];
}

/**
 * Compares two files item by item.
 * @param classify reads texts where the scorer needs them classified
 * @throws PlumblineError where nothing can be compared, UsageError where something must be said first
 */
export async function compareFiles(
  options: CompareOptions,
  classify: (texts: readonly string[]) => Promise<Toxicity>,
): Promise<Compared> {
  const { scorer, group, format, expect } = options;
  const files = {
    baseline: await openFile(options.baseline, format, group),
    reasoning: await openFile(options.reasoning, format, group),
  };
  const samples = { baseline: [] as Sample[], reasoning: [] as Sample[] };
  for (const side of sides) {
    const own = samplesOf(files[side], side);
    samples[side] = scorer === null ? own : await scoreSamples(own, scorer, classify);
    checkScored(own, options, side);
  }
  const family = onlyFamily([...samples.baseline, ...samples.reasoning]);
  const judge = (some: readonly Sample[]): JudgedSample[] =>
    some.flatMap((sample) => {
      const outcomes = outcomesOf(sample, family, expect);
      return outcomes === null ? [] : [{ sample, outcomes }];
    });
  const judged = { baseline: judge(samples.baseline), reasoning: judge(samples.reasoning) };
  const sameFormat = files.baseline.format === files.reasoning.format;
  const { pairs, pairing } = pairUp(judged.baseline, judged.reasoning, sameFormat);
  if (pairs.length === 0) throw nothing(pairing);

  const unused = (side: Side): Unused => ({
    unread: { count: files[side].faults.length, first: files[side].faults.slice(0, 10) },
    unjudged: samples[side].length - judged[side].length,
  });
  const told = { ...pairing, baseline: unused('baseline'), reasoning: unused('reasoning') };
  const { metrics, leftOut } = chosen(metricsOf(pairs), options.metrics, family);
  return {
    findings: findingsOf(metrics, options).map((finding) => ({ ...finding, pairing: told })),
    leftOut,
  };
}

/** @throws UsageError where a file holds replies that nothing has judged */
function checkScored(own: readonly Sample[], { scorer }: CompareOptions, side: Side): void {
  const bare = own.every(({ verdict, scores }) => verdict === null && scores.size === 0);
  if (scorer === null && bare && own.length > 0) {
    throw new UsageError(`--scorer is needed: the ${side} file holds replies without scores.`);
  }
}

/** @throws UsageError where verdicts of more than one scorer are mixed */
function onlyFamily(samples: readonly Sample[]) {
  const found = new Set(
    samples.flatMap(({ verdict }) => (verdict && familyOf(verdict.name)) ?? []),
  );
  const [first = null, ...more] = families.filter((family) => found.has(family));
  if (more.length === 0) return first;
  const names = [...found].map(({ metric }) => metric).join(', ');
  throw new UsageError(
    `The files hold verdicts of more than one scorer: ${names}. Compare them apart.`,
  );
}

/** @throws PlumblineError where no metric can be compared */
function chosen(
  all: ReturnType<typeof metricsOf>,
  asked: readonly string[],
  family: ReturnType<typeof familyOf>,
) {
  const isAsked = (metric: string) =>
    asked.length === 0 || asked.some((name) => metric === name || metric.startsWith(`${name},`));
  const some = [...all]
    .filter(([metric]) => isAsked(metric))
    .map(([metric, pairs]): MetricPairs => {
      const own = family?.metric === metric ? family : null;
      return { metric, title: own?.title ?? metric, dimension: own?.dimension ?? null, pairs };
    });
  const metrics = some.filter((metric) => whyNot(metric) === null);
  const leftOut = some.flatMap((metric) => whyNot(metric) ?? []);
  if (metrics.length > 0) return { metrics, leftOut };
  throw new PlumblineError({
    kind: 'bad-request',
    message:
      leftOut[0] ??
      `The files have no metric in common${asked.length > 0 ? ' that was asked for' : ''}.`,
    kept: 'Nothing was compared.',
    remedy:
      all.size === 0
        ? 'Score the replies by --scorer.'
        : `They have ${[...all.keys()].join('; ')}.`,
  });
}

function nothing({ onlyBaseline, onlyReasoning, repeated, differing, nameless }: Pairing) {
  const counts = [
    `${onlyBaseline.count} items are in the baseline file only`,
    `${onlyReasoning.count} in the reasoning file only`,
    `${repeated.count} stand more than once on a side`,
    `${differing.count} were asked differently`,
    `${nameless} lines have no id`,
  ];
  return new PlumblineError({
    kind: 'bad-request',
    message: `No item could be paired: ${counts.join(', ')}.`,
    kept: 'Nothing was compared.',
    remedy: 'Give both files the same ids.',
  });
}
