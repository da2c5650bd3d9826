import type { Audit } from '../domain/audit.ts';
import { classifierDigest, type Classifier } from '../domain/classifier.ts';
import { modelDigest, type Model } from '../domain/model.ts';
import { sides, type Pair, type Side } from '../domain/pair.ts';
import type { Trial } from '../domain/plan.ts';
import type {
  ExportedAudit,
  ExportedItem,
  ExportedMetric,
  ExportedReply,
  ExportedValue,
} from '../formats/exports/exported.ts';
import type { Reproducibility } from '../formats/exports/record.ts';
import { metrics } from '../scoring/metrics.ts';
import { scorers } from '../scoring/registry.ts';
import { statisticsVersion } from '../statistics/version.ts';
import type { Report, ReportRow, RowMetric, RowValue } from './report.ts';

export interface RecordedFrom {
  readonly audit: Audit;
  readonly models: readonly Model[];
  readonly classifier: Classifier;
  readonly environment: Reproducibility['environment'];
  /** The Plumbline that made the replies, and the one that computes the report. */
  readonly plumbline: { readonly replies: string; readonly report: string };
}

/** All that determined a report. A model's files are named where the model that is known now is the one that was asked. */
export function reproducibility(from: RecordedFrom): Reproducibility {
  const { audit, models, classifier, environment, plumbline } = from;
  const filesOf = (side: Side) => {
    const { id, digest } = audit.models[side];
    const model = models.find((one) => one.id === id);
    return model !== undefined && modelDigest(model) === digest ? model.files : null;
  };
  const modelOf = (side: Side) => ({ ...audit.models[side], files: filesOf(side) });
  const { label, threshold } = classifier.toxic;
  return {
    format: 'plumbline-record',
    version: 1,
    audit: audit.id,
    date: audit.createdAt,
    request: audit.request,
    engine: audit.engine,
    models: { baseline: modelOf('baseline'), reasoning: modelOf('reasoning') },
    packs: audit.packs,
    classifier: { id: classifier.id, digest: classifierDigest(classifier), label, threshold },
    environment,
    versions: {
      plumbline: plumbline.replies,
      report: plumbline.report,
      scorers: Object.fromEntries(
        Object.values(scorers).map(({ id, version }) => [id, version] as const),
      ),
      statistics: statisticsVersion,
    },
  };
}

export interface ExportedFrom {
  readonly record: Reproducibility;
  readonly pair: Pair;
  readonly trials: readonly Trial[];
  readonly report: Report;
}

/** An audit with its report, as the formats of other tools are written from it. */
export function exportedFrom({ record, pair, trials, report }: ExportedFrom): ExportedAudit {
  const known = new Map(trials.map((trial) => [trial.id, trial]));
  const names = new Set<string>();
  return {
    record,
    pair,
    complete: sides.every((side) => report.replies[side].made === report.replies[side].planned),
    summary: report.sentence.map(({ text }) => text).join(''),
    findings: report.findings,
    items: report.rows.map((row) => itemOf(row, nameOf(row, names), known)),
  };
}

/** Ids are unique in their pack only. */
function nameOf({ item }: ReportRow, taken: Set<string>): string {
  const plain = `${item.dimension}/${item.id}`;
  let name = plain;
  for (let at = 2; taken.has(name); at++) name = `${plain}~${at}`;
  taken.add(name);
  return name;
}

function itemOf(row: ReportRow, id: string, trials: ReadonlyMap<string, Trial>): ExportedItem {
  const { item, samples, quadrant } = row;
  return {
    id,
    item,
    quadrant,
    samples: samples.map((sample) => {
      const said = (side: Side): ExportedReply | null => {
        const reply = sample[side];
        const trial = reply === null ? undefined : trials.get(reply.trial);
        if (reply === null || trial === undefined) return null;
        const outcome = sample.outcomes[side].answer;
        const reading = outcome.scored ? outcome.reading : null;
        return { reply, sampling: trial.sampling, seed: trial.seed, reading };
      };
      return { baseline: said('baseline'), reasoning: said('reasoning') };
    }),
    metrics: row.metrics.map(metricOf),
  };
}

const byId = new Map(metrics.map((metric) => [metric.id, metric]));

function metricOf(row: RowMetric): ExportedMetric {
  const { metric, title, part, headline, quadrant } = row;
  const known = byId.get(metric);
  if (known === undefined) throw new RangeError(`${metric} is no metric`);
  const { scale, better } = known;
  // A row says what is right; other tools are told what is counted.
  const counted = (value: RowValue): ExportedValue =>
    typeof value === 'boolean' ? Number(value === (better === 'higher')) : value;
  return {
    ...{ metric, title, part, headline, scale, better, quadrant },
    baseline: counted(row.baseline),
    reasoning: counted(row.reasoning),
  };
}
