import { driftCandidates, type DriftRecord } from '../../../../domain/drift.ts';
import type { DriftMeasure } from '../../../../domain/drift-summary.ts';
import type { Side } from '../../../../domain/pair.ts';

/** Nats from which on a token has the next level; the first level is 0. The same in every text, so that colours compare. */
export const levelStarts = [0.01, 0.03, 0.1, 0.3, 1, 3] as const;

export function levelOf(nats: number): number {
  return levelStarts.filter((start) => nats >= start).length;
}

/** A token as it is shown: spaces, line ends and tabs can be seen. */
export function visible(piece: string): string {
  if (piece === '') return '∅';
  return piece.replaceAll(' ', '·').replaceAll('\t', '⇥').replaceAll(/\r?\n/g, '↵\n');
}

/** How a token is written; its number where that is not known. */
export function pieceOf({ pieces }: Pick<DriftRecord, 'pieces'>, token: number): string {
  return pieces.get(token) ?? `#${token}`;
}

/** One place of a text, as the strip shows it. */
export interface ShownToken {
  readonly text: string;
  readonly nats: number;
  readonly level: number;
  /** Whether a line may break before it. */
  readonly breaks: boolean;
}

export function shownTokens(record: DriftRecord, measure: DriftMeasure): ShownToken[] {
  return Array.from(record.tokens, (token, at) => {
    const piece = pieceOf(record, token);
    const nats = record[measure][at] ?? 0;
    return { text: visible(piece), nats, level: levelOf(nats), breaks: /^\s/.test(piece) };
  });
}

/** Where the text drifts most; the place that is shown first. */
export function largestAt(values: Float32Array): number {
  return values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0);
}

export interface Candidate {
  readonly text: string;
  readonly probability: number;
  /** Whether it is the token that the text goes on with. */
  readonly own: boolean;
}

/** What a model finds likeliest at a place, likeliest first. */
export function candidatesAt(record: DriftRecord, side: Side, at: number): Candidate[] {
  const { ids, probabilities } = record.top[side];
  const from = at * driftCandidates;
  return Array.from(ids.subarray(from, from + driftCandidates), (token, rank) => ({
    text: visible(pieceOf(record, token)).replace('\n', ''),
    probability: probabilities[from + rank] ?? 0,
    own: token === record.tokens[at],
  })).filter(({ probability }) => probability > 0);
}
