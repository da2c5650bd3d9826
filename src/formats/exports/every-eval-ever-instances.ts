import { sha256 } from '../../domain/hash.ts';
import type { Side } from '../../domain/pair.ts';
import {
  metricName,
  type ExportedAudit,
  type ExportedItem,
  type ExportedMetric,
} from './exported.ts';
import { askedText, targetText } from './said.ts';

export const schemaVersion = '0.3.0';

/** An item’s instances: one for each metric that says right or wrong of it. */
export function instancesOf(
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
    return { ...common, evaluation_result_id: metricName(metric), evaluation };
  });
}

/** Whether a side did what is better; null for what is no matter of right and wrong, or could not be scored. */
function rightOf(metric: ExportedMetric, side: Side): boolean | null {
  const value = metric[side];
  if (metric.scale !== 'share' || typeof value !== 'number') return null;
  return (value === 1) === (metric.better === 'higher');
}

/** What the schema holds besides its fields: texts by name. */
export function texts(values: Readonly<Record<string, string | number | boolean | null>>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
