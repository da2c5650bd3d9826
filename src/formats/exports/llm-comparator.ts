import type { Quadrant } from '../../domain/finding.ts';
import { sides, type Side } from '../../domain/pair.ts';
import {
  jsonFile,
  metricName,
  type ExportedAudit,
  type ExportedItem,
  type ExportedMetric,
  type ExportFile,
} from './exported.ts';
import { askedText } from './said.ts';

/** Positive where A, the baseline, did better. What could not be scored has none. */
const scores: Readonly<Record<Quadrant, number | null>> = {
  lost: 1,
  gained: -1,
  both: 0,
  neither: 0,
  same: 0,
  unscored: null,
};

/**
 * A file for LLM Comparator, the two models side by side. The tool fails on an example that lacks a field of its list, so that every example has
 * all of them. Of several samples the first is shown.
 */
export function writeLlmComparator(audit: ExportedAudit): ExportFile[] {
  const { record, findings, items } = audit;
  const names = findings.map(metricName);
  const file = {
    metadata: {
      source_path: `Plumbline audit ${record.audit} of ${record.date}`,
      custom_fields_schema: [
        { name: 'item_id', type: 'string' },
        { name: 'dimension', type: 'category' },
        { name: 'fared', type: 'category' },
        { name: 'verdict', type: 'per_model_category' },
        { name: 'chain', type: 'per_model_text' },
        ...names.map((name) => ({ name, type: 'per_model_number' })),
      ],
      plumbline: { record, pair: audit.pair, summary: audit.summary, findings },
    },
    models: sides.map((side) => ({ name: `${record.models[side].id} (${side})` })),
    examples: items.map((item) => exampleOf(item, names)),
  };
  return [jsonFile('llm-comparator.json', file)];
}

function exampleOf(
  { item, id, quadrant, samples, metrics }: ExportedItem,
  names: readonly string[],
) {
  const said = (side: Side) => samples[0]?.[side] ?? null;
  const both = <T>(of: (side: Side) => T) => sides.map(of);
  const known = new Map(metrics.map((metric) => [metricName(metric), metric]));
  const fared = quadrant ?? metrics[0]?.quadrant ?? 'unscored';
  return {
    input_text: askedText(item),
    tags: [item.dimension, ...(item.tags ?? [])],
    output_text_a: said('baseline')?.reply.answer ?? '',
    output_text_b: said('reasoning')?.reply.answer ?? '',
    score: scores[fared],
    individual_rater_scores: [],
    custom_fields: {
      item_id: id,
      dimension: item.dimension,
      fared,
      verdict: both((side) => said(side)?.reading ?? 'none'),
      chain: both((side) => said(side)?.reply.chain ?? ''),
      ...Object.fromEntries(
        names.map((name) => [name, both((side) => numberOf(known.get(name), side))]),
      ),
    },
  };
}

function numberOf(metric: ExportedMetric | undefined, side: Side): number | null {
  const value = metric?.[side];
  return typeof value === 'number' ? value : null;
}
