import type { Side } from '../../domain/pair.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Sampling } from '../../domain/sampling.ts';
import {
  higherIsBetter,
  metricName,
  type ExportedAudit,
  type ExportedItem,
  type ExportedMetric,
  type ExportedReply,
} from './exported.ts';
import { askedText, targetText } from './said.ts';

/** One model's part of an audit as an Inspect log, version 2, and its samples apart. */
export function inspectLog(audit: ExportedAudit, side: Side) {
  const samples = audit.items.flatMap((item) =>
    item.samples.flatMap((sample, at) => {
      const said = sample[side];
      return said === null ? [] : sampleOf(item, said, { at, side, model: modelOf(audit, side) });
    }),
  );
  return { header: headerOf(audit, side, samples.length), samples };
}

const modelOf = ({ record }: ExportedAudit, side: Side) =>
  `${record.engine.id}/${record.models[side].id}`;

function headerOf(audit: ExportedAudit, side: Side, completed: number) {
  const { record, pair, items, findings, complete } = audit;
  const { request, models, engine, versions, packs } = record;
  const model = modelOf(audit, side);
  const { seed } = request;
  const epochs = Math.max(1, request.samples ?? 1);
  const id = `${record.audit}-${side}`;
  const config = generateConfig(request.sampling, seed);
  const args = { suite: request.suite, limit: request.limit, seed, side };
  return {
    version: 2,
    status: complete ? 'success' : 'cancelled',
    eval: {
      eval_id: id,
      run_id: record.audit,
      created: record.date,
      task: `plumbline/${request.suite}`,
      task_id: `${id}-task`,
      task_version: versions.plumbline,
      task_attribs: {},
      task_args: args,
      task_args_passed: args,
      dataset: {
        name: request.suite,
        location: packs.map((pack) => `${pack.id}@sha256:${pack.sha256}`).join(' '),
        samples: items.length,
        sample_ids: items.map((item) => sampleId(item.id)),
        shuffled: false,
      },
      model,
      model_generate_config: config,
      model_args: { dtype: models[side].dtype, digest: models[side].digest, ...engine },
      config: { epochs, log_samples: true },
      packages: { plumbline: versions.plumbline, [engine.id]: engine.version },
      metadata: { plumbline: { side, record, pair, summary: audit.summary } },
      scorers: findings.map((finding) => ({ name: metricName(finding) })),
    },
    plan: {
      name: 'plan',
      steps: [{ solver: 'generate', params: {}, params_passed: {} }],
      config,
    },
    results: {
      total_samples: items.reduce((sum, { samples }) => sum + samples.length, 0),
      completed_samples: completed,
      scores: findings.flatMap((finding) => {
        const estimate = finding[side];
        if (estimate === null) return [];
        const name = metricName(finding);
        const value = (metric: string, number: number) => ({
          name: metric,
          value: number,
          params: {},
        });
        return {
          name,
          scorer: name,
          params: {},
          metrics: {
            value: value('value', estimate.value),
            low: value('low', estimate.low),
            high: value('high', estimate.high),
          },
          scored_samples: finding.n,
          metadata: { finding, higher_is_better: higherIsBetter(finding.better) },
        };
      }),
    },
    stats: {
      started_at: record.date,
      completed_at: '',
      model_usage: {},
      role_usage: {},
      connection_limit_history: [],
    },
    invalidated: false,
    tags: [],
    metadata: {},
  };
}

export type InspectHeader = ReturnType<typeof headerOf>;
export type InspectSample = ReturnType<typeof sampleOf>;

interface Place {
  /** Which of the item's samples, from 0. */
  readonly at: number;
  readonly side: Side;
  readonly model: string;
}

function sampleOf({ id, item, metrics }: ExportedItem, said: ExportedReply, place: Place) {
  const { reply, reading } = said;
  const { at, side, model } = place;
  const message = { id: reply.trial, ...assistant(reply), model };
  const usage = {
    input_tokens: 0,
    output_tokens: reply.tokens.length,
    total_tokens: reply.tokens.length,
    reasoning_tokens: reply.chainTokens,
  };
  const [first, ...more] = item.messages;
  const input = item.messages.map((one) => ({ ...one, source: 'input' }));
  return {
    id: sampleId(id),
    epoch: at + 1,
    uuid: reply.trial,
    input: first !== undefined && more.length > 0 ? input : askedText(item),
    ...(item.task.kind === 'choice' ? { choices: item.task.options } : {}),
    target: targetText(item),
    messages: [...input, message],
    output: {
      model,
      choices: [{ message, stop_reason: reply.stop === 'end' ? 'stop' : 'max_tokens' }],
      completion: reply.answer ?? '',
      usage,
      time: (reply.timing.prefill + reply.timing.decode) / 1000,
    },
    scores: Object.fromEntries(
      metrics.map((metric) => [metricName(metric), scoreOf(metric, side, reading)]),
    ),
    metadata: {
      dimension: item.dimension,
      ...(item.group === undefined ? {} : { group: item.group }),
      ...(item.tags === undefined ? {} : { tags: item.tags }),
      // The item and the reply as they are, so that both can be read back whole.
      plumbline: { item, reply, seed: said.seed, sampling: said.sampling },
    },
    store: {},
    events: [],
    model_usage: { [model]: usage },
    role_usage: {},
    attachments: {},
  };
}

/** A chain is reasoning of its own kind in Inspect, and never part of the text. */
function assistant({ chain, answer }: Reply) {
  const reasoning = { type: 'reasoning', reasoning: chain ?? '', redacted: false };
  const parts = [
    ...(chain === null && answer !== null ? [] : [reasoning]),
    ...(answer === null ? [] : [{ type: 'text', text: answer }]),
  ];
  return { role: 'assistant', source: 'generate', content: parts };
}

function scoreOf(metric: ExportedMetric, side: Side, reading: string | null) {
  const value = metric[side];
  return {
    // What Inspect calls no answer. It is no 0.
    value: typeof value === 'number' ? value : 'N',
    answer: metric.part === 'answer' ? reading : null,
    explanation: metric.title,
    metadata: {
      part: metric.part,
      higher_is_better: higherIsBetter(metric.better),
      ...(typeof value === 'number' ? {} : { unscored: value }),
    },
    history: [],
  };
}

function generateConfig({ temperature, topP, topK, maxTokens }: Sampling, seed: number) {
  return { temperature, top_p: topP, top_k: topK, max_tokens: maxTokens, seed };
}

/** An id that is also the name of a file in an archive: it cannot climb out of its folder. The true one is in the sample's item. */
function sampleId(id: string): string {
  return id
    .replace(/\.{2,}/g, (dots) => '_'.repeat(dots.length))
    .replace(/[\p{Cc}\p{Cs}\\:*?"<>|]/gu, '_');
}
