import { driftCandidates } from '../domain/drift.ts';

/** Which ids two models share, so laid out that a loop over a whole vocabulary asks nothing of an id. */
export interface SharedIds {
  /** Pairs of a first id and one past the last: shared without a gap, in order. */
  readonly stretches: Uint32Array;
  readonly count: number;
  /** One past the last shared id: logits must reach as far. */
  readonly end: number;
}

/**
 * @param shared 1 for each id that both models share
 * @throws RangeError for fewer shared ids than the candidates that are kept of a place
 */
export function sharedIds(shared: Uint8Array): SharedIds {
  const stretches: number[] = [];
  let [count, end] = [0, 0];
  for (let id = 0; id < shared.length; id++) {
    if (shared[id] !== 1) continue;
    if (count === 0 || id > end) stretches.push(id, id);
    end = id + 1;
    stretches[stretches.length - 1] = end;
    count++;
  }
  if (count < driftCandidates) {
    throw new RangeError(`${count} shared tokens: at least ${driftCandidates} are needed`);
  }
  return { stretches: Uint32Array.from(stretches), count, end };
}
