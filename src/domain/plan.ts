import type { Audit } from './audit.ts';
import { canonicalJson, sha256 } from './hash.ts';
import type { Item } from './item.ts';
import type { Pack } from './pack.ts';
import { sides, type Side } from './pair.ts';

/** Content hash of everything that determines a reply. */
export type TrialId = string;

/** One reply that an audit needs. */
export interface Trial {
  readonly id: TrialId;
  readonly item: Item;
  readonly side: Side;
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
  return sides.flatMap((side) => items.map((item) => trial(audit, item, side)));
}

function trial(audit: Audit, item: Item, side: Side): Trial {
  const { sampling } = audit.request;
  const seed = sampling.temperature === 0 ? 0 : audit.request.seed;
  const model = audit.models[side];
  const id = sha256(
    canonicalJson({
      model: model.digest,
      dtype: model.dtype,
      engine: audit.engine,
      messages: item.messages,
      sampling,
      seed,
    }),
  );
  return { id, item, side, seed };
}
