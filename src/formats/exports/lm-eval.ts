import type { Dimension } from '../../domain/dimension.ts';
import type { Finding } from '../../domain/finding.ts';
import { sha256 } from '../../domain/hash.ts';
import { sides, type Side } from '../../domain/pair.ts';
import {
  fileDate,
  higherIsBetter,
  jsonFile,
  jsonLines,
  metricName,
  pathPart,
  type ExportedAudit,
  type ExportedItem,
  type ExportedReply,
  type ExportFile,
} from './exported.ts';
import { askedText, replyText, targetText } from './said.ts';

/**
 * lm-evaluation-harness's `results_DATE.json` and `samples_TASK_DATE.jsonl`, a folder a model and a task a dimension. The document of a row is
 * the item itself, so it can be read back whole. A metric that could not be scored is left out of its row: the format holds numbers only.
 */
export function writeLmEval(audit: ExportedAudit): ExportFile[] {
  return sides.flatMap((side) => filesOf(audit, side));
}

function filesOf(audit: ExportedAudit, side: Side): ExportFile[] {
  const { record, items } = audit;
  const model = record.models[side].id;
  const folder = `${side}_${pathPart(model)}`;
  const date = fileDate(record.date);
  const dimensions = [...new Set(items.map(({ item }) => item.dimension))];
  const samples = dimensions.map((dimension) => {
    const own = items.filter(({ item }) => item.dimension === dimension);
    const rows = own.flatMap((item, at) => rowOf(item, side, at) ?? []);
    return jsonLines(`${folder}/samples_${taskOf(dimension)}_${date}.jsonl`, rows);
  });
  const results = resultsOf(audit, side, dimensions);
  return [jsonFile(`${folder}/results_${date}.json`, results), ...samples];
}

const taskOf = (dimension: Dimension) => `plumbline_${dimension}`;

/** Null where there is no reply: such a document was not asked. */
function rowOf({ item, samples, metrics }: ExportedItem, side: Side, at: number) {
  const said = samples.flatMap((sample) => sample[side] ?? []);
  const [first] = said;
  if (first === undefined) return null;
  const asked = askedText(item);
  const target = targetText(item);
  const scores = metrics.flatMap((metric): (readonly [string, number])[] => {
    const value = metric[side];
    return typeof value === 'number' ? [[metricName(metric), value]] : [];
  });
  const doc = { ...item };
  return {
    doc_id: at,
    doc,
    target,
    ...responses(item, asked, said, first),
    filter: 'none',
    metrics: scores.map(([name]) => name),
    // As the harness hashes: the document with two blanks a level, as Python writes it.
    doc_hash: sha256(JSON.stringify(doc, null, 2)),
    prompt_hash: sha256(asked),
    target_hash: sha256(target),
    ...Object.fromEntries(scores),
  };
}

function responses(
  { task }: ExportedItem['item'],
  asked: string,
  said: readonly ExportedReply[],
  { reply, sampling, seed }: ExportedReply,
) {
  if (task.kind === 'preference') {
    const sums = (reply.likelihoods ?? []).map(({ logProbs }) =>
      logProbs.reduce((sum, one) => sum + one, 0),
    );
    const texts = [task.more, task.less];
    return {
      arguments: Object.fromEntries(
        texts.map((text, at) => [`gen_args_${at}`, { arg_0: '', arg_1: text }]),
      ),
      // The harness writes whether the text is what greedy decoding would give, which is not known here.
      resps: sums.map((sum) => [[String(sum), 'None']]),
      filtered_resps: sums.map((sum) => [String(sum), 'None']),
    };
  }
  const { temperature, topP, topK, maxTokens } = sampling;
  const generation = {
    until: [],
    max_gen_toks: maxTokens,
    do_sample: temperature > 0,
    temperature,
    top_p: topP,
    top_k: topK,
    seed,
  };
  return {
    arguments: { gen_args_0: { arg_0: asked, arg_1: generation } },
    resps: [said.map((one) => replyText(one.reply))],
    filtered_resps: [reply.answer ?? ''],
  };
}

function resultsOf(audit: ExportedAudit, side: Side, dimensions: readonly Dimension[]) {
  const { record, findings, items } = audit;
  const { request, engine } = record;
  const tasks = <T>(of: (own: readonly Finding[], dimension: Dimension) => T): Record<string, T> =>
    Object.fromEntries(
      dimensions.map((dimension) => [
        taskOf(dimension),
        of(
          findings.filter((finding) => finding.dimension === dimension),
          dimension,
        ),
      ]),
    );
  const counts = (dimension: Dimension) => {
    const own = items.filter(({ item }) => item.dimension === dimension);
    const asked = own.filter(({ samples }) => samples.some((sample) => sample[side] !== null));
    return { original: own.length, effective: asked.length };
  };
  return {
    results: tasks((own, dimension) => ({
      name: taskOf(dimension),
      alias: taskOf(dimension),
      sample_len: counts(dimension).effective,
      ...Object.fromEntries(
        own.flatMap((finding): (readonly [string, number | string])[] => {
          const estimate = finding[side];
          const name = metricName(finding);
          if (estimate === null) return [];
          return [
            [`${name},none`, estimate.value],
            [`${name}_stderr,none`, 'N/A'],
          ];
        }),
      ),
    })),
    group_subtasks: {},
    configs: tasks((own, dimension) => ({
      task: taskOf(dimension),
      doc_to_text: '{{messages}}',
      doc_to_target: '{{target}}',
      num_fewshot: 0,
      metric_list: own.map((finding) => ({
        metric: metricName(finding),
        aggregation: finding.scale === 'statistic' ? finding.metric : 'mean',
        higher_is_better: higherIsBetter(finding.better),
      })),
      output_type: 'generate_until',
      generation_kwargs: {
        until: [],
        max_gen_toks: request.sampling.maxTokens,
        do_sample: request.sampling.temperature > 0,
        temperature: request.sampling.temperature,
      },
      repeats: request.samples ?? 1,
      should_decontaminate: false,
      metadata: { version: record.versions.plumbline },
    })),
    versions: tasks(() => record.versions.plumbline),
    'n-shot': tasks(() => 0),
    higher_is_better: tasks((own) =>
      Object.fromEntries(own.map((one) => [metricName(one), higherIsBetter(one.better)] as const)),
    ),
    'n-samples': tasks((_own, dimension) => counts(dimension)),
    config: {
      model: engine.id,
      model_args: { pretrained: record.models[side].id, dtype: record.models[side].dtype },
      batch_size: null,
      device: engine.device,
      limit: request.limit,
      gen_kwargs: request.sampling,
      random_seed: request.seed,
    },
    git_hash: null,
    date: Date.parse(record.date) / 1000,
    model_source: engine.id,
    model_name: record.models[side].id,
    model_name_sanitized: pathPart(record.models[side].id),
    // What is nobody's field in the harness: intervals, tests and verdicts, and the record.
    plumbline: { side, record, pair: audit.pair, summary: audit.summary, findings },
  };
}
