import type { Audit } from '../../domain/audit.ts';
import { canonicalJson, sha256 } from '../../domain/hash.ts';
import { sides, type Pair, type Side } from '../../domain/pair.ts';
import { auditId, type Trial } from '../../domain/plan.ts';
import type { Reply } from '../../domain/reply.ts';
import { greedy } from '../../domain/sampling.ts';
import type { Matched } from './match.ts';

export interface RepliesFile {
  readonly name: string;
  readonly sha256: string;
}

/** Replies that were made elsewhere in the form of an audit, so that they are scored, compared and shown like one. */
export interface ElsewhereAudit {
  readonly audit: Audit;
  readonly pair: Pair;
  readonly trials: readonly Trial[];
  readonly replies: ReadonlyMap<string, Reply>;
}

/** The pair, engine and suite of such an audit: nothing is known of them. */
export const elsewhere = 'elsewhere';

/**
 * Makes an audit of matched replies. Its models are named by their files, and their digests are those of the files. What the files do not tell, such
 * as sampling, tokens and times, stands at what means nothing.
 */
export function auditOf(
  matched: readonly Matched[],
  files: Readonly<Record<Side, RepliesFile>>,
  date: string,
): ElsewhereAudit {
  const model = ({ name, sha256: digest }: RepliesFile) => ({ id: name, digest, dtype: 'unknown' });
  const resolved = {
    request: {
      ...{ pair: elsewhere, suite: elsewhere, limit: null, seed: 0 },
      ...{ sampling: greedy, device: 'auto' as const },
    },
    engine: { id: elsewhere, version: 'unknown', device: 'remote' as const },
    models: { baseline: model(files.baseline), reasoning: model(files.reasoning) },
    packs: [],
  };
  const trials: Trial[] = [];
  const replies = new Map<string, Reply>();
  for (const side of sides) {
    for (const { item, said } of matched) {
      const { chain, answer } = said[side];
      const named = { side, dimension: item.dimension, item: item.id, file: files[side].sha256 };
      const id = sha256(canonicalJson(named));
      trials.push({ id, item, side, sample: 0, sampling: greedy, seed: 0 });
      replies.set(id, {
        trial: id,
        tokens: [],
        chain,
        answer,
        chainTokens: 0,
        stop: answer === null ? 'length' : 'end',
        timing: { prefill: 0, decode: 0 },
      });
    }
  }
  return {
    audit: { ...resolved, id: auditId(resolved), createdAt: date },
    pair: {
      id: elsewhere,
      title: `${files.baseline.name} → ${files.reasoning.name}`,
      baseline: files.baseline.name,
      reasoning: files.reasoning.name,
      role: 'reasoning',
      method: 'none',
      match: 'same-family',
      criteria: [],
    },
    trials,
    replies,
  };
}
