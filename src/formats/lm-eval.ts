import * as v from 'valibot';
import type { UnscoredReason } from '../domain/score.ts';
import type { NumberedLine } from './lines.ts';
import { readLines } from './own-lines.ts';
import { groupOf, itemOf, messagesOf, sample, type Sample, type SampleFile } from './samples.ts';

/** A line of `samples_*.jsonl`, which EleutherAI's lm-evaluation-harness writes with `--log_samples`: a document under one filter. */
const RowSchema = v.looseObject({
  doc_id: v.nullish(v.number(), null),
  doc: v.optional(v.unknown()),
  doc_hash: v.nullish(v.string(), null),
  prompt_hash: v.nullish(v.string(), null),
  target: v.optional(v.unknown()),
  arguments: v.optional(v.unknown()),
  resps: v.optional(v.unknown()),
  filter: v.optional(v.string(), 'none'),
  metrics: v.optional(v.array(v.string())),
});
type Row = v.InferOutput<typeof RowSchema>;

/** Numbers of a row that are no metric. */
const known = new Set(Object.keys(RowSchema.entries));

/**
 * Reads samples of lm-evaluation-harness. The filters of one document are one sample, with the metrics named as the harness
 * names them, "exact_match,strict-match". A metric that is null or NaN is unparsed. Chat templates differ between two
 * models, so documents are known by their number and hash, and by the hash of the prompt only where they have neither.
 * @param group a field of the row or of its document
 */
export function readLmEval(lines: readonly NumberedLine[], group: string | null): SampleFile {
  const { samples, faults } = readLines(lines, (raw) => {
    const row = v.parse(RowSchema, raw);
    const scores = scoresOf(row);
    if (scores.size === 0 && replyOf(row.resps) === null) {
      throw new Error('It has neither a metric nor a reply.');
    }
    const asked = row.doc_hash ?? (row.doc_id === null ? row.prompt_hash : null);
    return sample({
      id: row.doc_id === null ? null : String(row.doc_id),
      asked,
      group: groupOf(group, raw, row.doc),
      messages: messagesOf(promptOf(row)),
      item: itemOf(row.doc),
      reply: replyOf(row.resps),
      target: row.target,
      scores,
    });
  });
  return { samples: mergeFilters(samples), faults };
}

function scoresOf(row: Row): Map<string, number | UnscoredReason> {
  const names = row.metrics ?? Object.keys(row).filter((name) => !known.has(name));
  const scores = new Map<string, number | UnscoredReason>();
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'number') scores.set(`${name},${row.filter}`, value);
    else if (typeof value === 'boolean') scores.set(`${name},${row.filter}`, value ? 1 : 0);
    else if (value === null) scores.set(`${name},${row.filter}`, 'unparsed');
  }
  return scores;
}

/** The prompt that the first reply answers. The harness writes arguments by name, and wrote them as a list before. */
function promptOf({ arguments: asked }: Row): unknown {
  const named = v.safeParse(v.object({ gen_args_0: v.object({ arg_0: v.unknown() }) }), asked);
  if (named.success) return named.output.gen_args_0.arg_0;
  const listed = v.safeParse(
    v.tupleWithRest([v.tupleWithRest([v.unknown()], v.unknown())], v.unknown()),
    asked,
  );
  return listed.success ? listed.output[0][0] : null;
}

/** The first reply of a row; none where it holds likelihoods. */
function replyOf(resps: unknown): string | null {
  const found = v.safeParse(
    v.tupleWithRest([v.tupleWithRest([v.string()], v.unknown())], v.unknown()),
    resps,
  );
  return found.success ? found.output[0][0] : null;
}

/** Joins rows of one document where they tell of different metrics; where they tell the same twice, both stay. */
function mergeFilters(rows: readonly Sample[]): Sample[] {
  const merged = new Map<string, Sample>();
  const others: Sample[] = [];
  for (const row of rows) {
    const key = JSON.stringify([row.id, row.asked]);
    const before = merged.get(key);
    if (before === undefined) merged.set(key, row);
    else if (
      row.scores.size > 0 &&
      [...row.scores.keys()].every((name) => !before.scores.has(name))
    ) {
      merged.set(key, { ...before, scores: new Map([...before.scores, ...row.scores]) });
    } else others.push(row);
  }
  return [...merged.values(), ...others];
}
