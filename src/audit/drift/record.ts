import { driftCandidates, type Divergences, type DriftRecord } from '../../domain/drift.ts';
import { perSide, type PlaceDivergences } from '../../drift/measures.ts';
import type { Measured } from './kept.ts';
import type { OtherText } from './paired.ts';

/**
 * The records of a text's rows from what was measured at its places.
 * @param piece how a token is written; null where that cannot be known
 * @param least what the form is where nothing says otherwise: `lower-bound` where both distributions were cut
 */
export function recordsOf(
  { rows, text, unread }: Pick<OtherText, 'rows' | 'text' | 'unread'>,
  places: readonly Measured[],
  piece: ((id: number) => string) | null,
  least: 'exact' | 'lower-bound' = 'exact',
): DriftRecord[] {
  const values = (of: (place: Measured) => number) => Float32Array.from(places, of);
  const divergences = (of: (place: Measured) => PlaceDivergences): Divergences => ({
    forward: values((place) => of(place).forward),
    reverse: values((place) => of(place).reverse),
    js: values((place) => of(place).js),
  });
  const bounded = places.some(({ upper }) => upper !== undefined);
  const top = perSide((side) => {
    const ids = new Uint32Array(places.length * driftCandidates);
    const probabilities = new Float32Array(ids.length);
    for (const [at, { top }] of places.entries()) {
      ids.set(top[side].ids.subarray(0, driftCandidates), at * driftCandidates);
      probabilities.set(top[side].probabilities.subarray(0, driftCandidates), at * driftCandidates);
    }
    return { ids, probabilities };
  });
  const named = new Set([...text, ...top.baseline.ids, ...top.reasoning.ids]);
  const record = {
    form: bounded ? 'bounded' : least,
    unread,
    tokens: Uint32Array.from(text),
    ...divergences((place) => place),
    // A place that is exact is its own bound.
    upper: bounded ? divergences((place) => place.upper ?? place) : null,
    agreement: Uint8Array.from(places, ({ agrees }) => (agrees ? 1 : 0)),
    own: perSide((side) => values(({ own }) => own[side])),
    dropped: perSide((side) => values(({ dropped }) => dropped[side])),
    top,
    pieces: new Map(
      piece === null ? [] : [...named].sort((a, b) => a - b).map((id) => [id, piece(id)]),
    ),
  } as const;
  return rows.map(({ id }) => ({ id, ...record }));
}
