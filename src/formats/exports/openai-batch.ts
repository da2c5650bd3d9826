import { sides, type Side } from '../../domain/pair.ts';
import {
  jsonLines,
  pathPart,
  type ExportedAudit,
  type ExportedItem,
  type ExportFile,
} from './exported.ts';

/**
 * The audit's questions as requests for OpenAI's batch interface, or for a server that takes the same lines (vLLM's `run-batch`), a file a model. Items that
 * are only read have no request: the interface gives no likelihood of a given text.
 */
export function writeOpenAiBatch(audit: ExportedAudit): ExportFile[] {
  return sides.map((side) => {
    const model = audit.record.models[side].id;
    const lines = audit.items.flatMap((item) => requestsOf(item, audit, side, model));
    return jsonLines(`${side}_${pathPart(model)}_requests.jsonl`, lines);
  });
}

function requestsOf(exported: ExportedItem, audit: ExportedAudit, side: Side, model: string) {
  const { item, id, samples } = exported;
  if (item.task.kind === 'preference') return [];
  const { request } = audit.record;
  return samples.map((sample, at) => {
    const { temperature, topP, maxTokens } = sample[side]?.sampling ?? request.sampling;
    return {
      custom_id: samples.length === 1 ? id : `${id}#${at + 1}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: {
        model,
        messages: item.messages,
        temperature,
        top_p: topP,
        max_tokens: maxTokens,
        // Samples of one item must not all be drawn alike.
        seed: request.seed + at,
      },
    };
  });
}
