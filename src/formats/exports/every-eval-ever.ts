import type { Finding } from '../../domain/finding.ts';
import { sha256 } from '../../domain/hash.ts';
import { sides, type Side } from '../../domain/pair.ts';
import {
  higherIsBetter,
  jsonFile,
  jsonLines,
  metricName,
  pathPart,
  type ExportedAudit,
  type ExportedItem,
  type ExportedMetric,
  type ExportFile,
} from './exported.ts';
import { recordTexts } from './record.ts';
import { askedText, targetText } from './said.ts';

const schemaVersion = '0.3.0';

/** Every Eval Ever 0.3.0: for each model an aggregate file, and beside it the instances, one for each item and metric that says right or wrong. */
export function writeEveryEvalEver(audit: ExportedAudit): ExportFile[] {
  return sides.flatMap((side) => filesOf(audit, side));
}

function filesOf(audit: ExportedAudit, side: Side): ExportFile[] {
  const { record } = audit;
  const model = pathPart(record.models[side].id);
  const evaluation = pathPart(`plumbline-${record.request.suite}`);
  const seconds = String(Math.floor(Date.parse(record.date) / 1000));
  const id = `${evaluation}/${record.engine.id}__${model}/${seconds}`;
  const uuid = uuidFrom(sha256(`${record.audit} ${side}`));
  const folder = `data/${evaluation}/${pathPart(record.engine.id)}/${model}`;
  const instances = audit.items.flatMap((item) => instancesOf(item, side, { id, record }));
  const lines = jsonLines(`${folder}/${uuid}_samples.jsonl`, instances);
  const aggregate = {
    schema_version: schemaVersion,
    evaluation_id: id,
    evaluation_timestamp: seconds,
    retrieved_timestamp: seconds,
    source_metadata: {
      source_name: 'Plumbline audit',
      source_type: 'evaluation_run',
      source_organization_name: 'local user',
      evaluator_relationship: 'third_party',
      additional_details: recordTexts(record, side),
    },
    eval_library: {
      name: 'plumbline',
      version: record.versions.report,
      additional_details: texts(record.environment),
    },
    model_info: {
      name: record.models[side].id,
      id: record.models[side].id,
      inference_engine: { name: record.engine.id, version: record.engine.version },
      additional_details: {
        deployment_type: 'self_deployed',
        model_availability: 'unknown',
        dtype: record.models[side].dtype,
        digest: record.models[side].digest,
      },
    },
    evaluation_results: audit.findings.flatMap((finding) => resultOf(finding, audit, side) ?? []),
    detailed_evaluation_results: {
      format: 'jsonl',
      file_path: lines.name,
      hash_algorithm: 'sha256',
      checksum: sha256(lines.bytes),
      total_rows: instances.length,
    },
  };
  return [jsonFile(`${folder}/${uuid}.json`, aggregate), lines];
}

const resultId = (of: { readonly metric: string; readonly part: Finding['part'] }) =>
  metricName(of);

function resultOf(finding: Finding, { record }: ExportedAudit, side: Side) {
  const estimate = finding[side];
  if (estimate === null) return null;
  const { better, scale, dimension, n } = finding;
  const higher = higherIsBetter(better);
  const bounds =
    scale === 'share' ? { min_score: 0, max_score: 1 } : { min_score: null, max_score: null };
  const { temperature, topP, topK, maxTokens } = record.request.sampling;
  return {
    evaluation_result_id: resultId(finding),
    evaluation_name: dimension,
    source_data: {
      dataset_name: record.request.suite,
      source_type: 'other',
      additional_details: texts(
        Object.fromEntries(record.packs.map((pack) => [pack.id, pack.sha256])),
      ),
    },
    metric_config: {
      metric_id: finding.metric,
      metric_name: finding.title,
      metric_kind: scale,
      // An ideal in between is told by its name: the field knows of two ways only.
      lower_is_better: higher === false,
      score_type: 'continuous',
      ...bounds,
      additional_details: texts({
        part: finding.part,
        better: typeof better === 'object' ? `near ${better.near}` : better,
      }),
    },
    score_details: {
      score: estimate.value,
      // What compares the two models has no field of its own.
      details: texts({
        difference: JSON.stringify(finding.difference),
        test: JSON.stringify(finding.test),
        verdict: finding.verdict,
        unscored: JSON.stringify(finding.unscored[side]),
      }),
      uncertainty: {
        confidence_interval: {
          lower: estimate.low,
          upper: estimate.high,
          confidence_level: estimate.level,
          method: estimate.method,
        },
        num_samples: n,
      },
    },
    generation_config: {
      generation_args: { temperature, top_p: topP, top_k: topK, max_tokens: maxTokens },
      additional_details: texts({
        seed: record.request.seed,
        samples: record.request.samples ?? 1,
      }),
    },
  };
}

function instancesOf(
  exported: ExportedItem,
  side: Side,
  of: { readonly id: string; readonly record: ExportedAudit['record'] },
) {
  const said = exported.samples.flatMap((sample) => sample[side] ?? []);
  const [first] = said;
  if (first === undefined) return [];
  const { item, id } = exported;
  const raw = askedText(item);
  const reference = [targetText(item)].filter((text) => text !== '');
  const { tokens, chainTokens, timing } = first.reply;
  const common = {
    schema_version: schemaVersion,
    evaluation_id: of.id,
    model_id: of.record.models[side].id,
    evaluation_name: item.dimension,
    sample_id: id,
    sample_hash: sha256(raw + reference.join('')),
    interaction_type: 'single_turn',
    input: {
      raw,
      reference,
      ...(item.task.kind === 'choice' ? { choices: item.task.options } : {}),
    },
    output: {
      raw: said.map(({ reply }) => reply.answer ?? ''),
      reasoning_trace: said.map(({ reply }) => reply.chain ?? ''),
    },
    messages: null,
    answer_attribution: [
      {
        turn_idx: 0,
        source: 'output.raw',
        extracted_value: first.reading ?? '',
        extraction_method: 'custom',
        is_terminal: true,
      },
    ],
    token_usage: {
      input_tokens: 0,
      output_tokens: tokens.length,
      total_tokens: tokens.length,
      reasoning_tokens: chainTokens,
    },
    performance: {
      latency_ms: timing.prefill + timing.decode,
      time_to_first_token_ms: timing.prefill,
      generation_time_ms: timing.decode,
    },
    ...(first.reply.answer === null ? { error: 'truncated' } : {}),
    metadata: texts({
      dimension: item.dimension,
      trial: first.reply.trial,
      stop: first.reply.stop,
      ...(item.group === undefined ? {} : { group: item.group }),
      ...(item.tags === undefined ? {} : { tags: item.tags.join(' ') }),
    }),
  };
  return exported.metrics.flatMap((metric) => {
    const right = rightOf(metric, side);
    if (right === null) return [];
    const evaluation = { score: Number(metric[side]), is_correct: right };
    return { ...common, evaluation_result_id: resultId(metric), evaluation };
  });
}

/** Whether a side did what is better; null for what is no matter of right and wrong, or could not be scored. */
function rightOf(metric: ExportedMetric, side: Side): boolean | null {
  const value = metric[side];
  if (metric.scale !== 'share' || typeof value !== 'number') return null;
  return (value === 1) === (metric.better === 'higher');
}

function texts(values: Readonly<Record<string, string | number | boolean | null>>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** A name of the form that the schema asks for, the same for the same audit. */
function uuidFrom(hex: string): string {
  const at = (from: number, to: number) => hex.slice(from, to);
  return `${at(0, 8)}-${at(8, 12)}-4${at(13, 16)}-8${at(17, 20)}-${at(20, 32)}`;
}
