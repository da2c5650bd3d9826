import type { Audit, AuditRequest } from './audit.ts';
import { canonicalJson, sha256 } from './hash.ts';
import { textsOf, type Item } from './item.ts';
import type { Pack } from './pack.ts';
import { sides, type Side } from './pair.ts';
import { samplingFor, type Sampling } from './sampling.ts';

/** Content hash of everything that determines a reply. */
export type TrialId = string;

/** One reply that an audit needs. */
export interface Trial {
  readonly id: TrialId;
  readonly item: Item;
  readonly side: Side;
  /** Which of the item's samples, from 0. */
  readonly sample: number;
  readonly sampling: Sampling;
  /** Seed of the row's own random stream; 0 where the sampling is greedy and no chance enters. */
  readonly seed: number;
}

/** An audit's id: the hash of what was asked and resolved, without the date. */
export function auditId(audit: Omit<Audit, 'id' | 'createdAt'>): string {
  const { request, engine, models, packs } = audit;
  return sha256(canonicalJson({ request, engine, models, packs })).slice(0, 16);
}

/** The items that an audit asks: of each pack the first `limit`, packs being ordered so that any prefix is balanced. */
export function selectItems(packs: readonly Pack[], limit: number | null): Item[] {
  return packs.flatMap((pack) => pack.items.slice(0, limit ?? pack.items.length));
}

/**
 * Every reply that the audit needs, in a fixed order: all of the baseline, then all of the reasoning model, so that
 * only one model need be in memory at a time.
 */
export function planTrials(audit: Audit, items: readonly Item[]): Trial[] {
  return sides.flatMap((side) =>
    items.flatMap((item) =>
      Array.from({ length: samplesOf(audit.request, item) }, (_, sample) =>
        planTrial(audit, item, side, sample),
      ),
    ),
  );
}

/** How many replies an item gets from each side. */
export function samplesOf({ samples = 1 }: Pick<AuditRequest, 'samples'>, { task }: Item): number {
  return task.kind === 'continuation' ? samples : 1;
}

function planTrial(audit: Audit, item: Item, side: Side, sample: number): Trial {
  const { request, engine } = audit;
  const { digest, dtype } = audit.models[side];
  const { messages, task } = item;
  const sampling = samplingFor(request.sampling, samplesOf(request, item));
  const seed = sampling.temperature === 0 ? 0 : request.seed;
  const texts = textsOf(task);
  const asked =
    texts === null
      ? // The first sample is named by nothing, so that one reply is the same trial whether or not it may have more.
        { messages, sampling, seed, ...(sample === 0 ? {} : { sample }) }
      : { messages, texts };
  const id = sha256(canonicalJson({ model: digest, dtype, engine, ...asked }));
  return { id, item, side, sample, sampling, seed };
}
