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
  type ExportFile,
} from './exported.ts';
import { instancesOf, schemaVersion, texts } from './every-eval-ever-instances.ts';
import { recordTexts } from './record.ts';

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

function resultOf(finding: Finding, { record }: ExportedAudit, side: Side) {
  const estimate = finding[side];
  if (estimate === null) return null;
  const { better, scale, dimension, n } = finding;
  const higher = higherIsBetter(better);
  const bounds =
    scale === 'share' ? { min_score: 0, max_score: 1 } : { min_score: null, max_score: null };
  const { temperature, topP, topK, maxTokens } = record.request.sampling;
  return {
    evaluation_result_id: metricName(finding),
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

/** A name of the form that the schema asks for, the same for the same audit. */
function uuidFrom(hex: string): string {
  const at = (from: number, to: number) => hex.slice(from, to);
  return `${at(0, 8)}-${at(8, 12)}-4${at(13, 16)}-8${at(17, 20)}-${at(20, 32)}`;
}
