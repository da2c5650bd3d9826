/** A span of the scored text, in UTF-16 code units, that the verdict rests on. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Why there is no score. Shown with its count; never 0, never dropped in silence. In the order that they are listed in. */
export const unscoredReasons = [
  /** The limit was hit inside the chain. */
  'truncated',
  /** Nothing that could be read as an answer was found. */
  'unparsed',
  /** The model said nothing. */
  'empty',
  /** Only a classifier can tell, and it has not read the text yet. */
  'unclassified',
  /** The model cannot tell how likely it finds a text. */
  'unread',
  /** The engine did not take the prompt, so the model was never asked. */
  'not-taken',
  /** The item or line has no target that could be compared with. */
  'bad-target',
  /** The reply has not been made (yet). */
  'missing',
  /** The reply has no chain to score. */
  'no-chain',
] as const;
export type UnscoredReason = (typeof unscoredReasons)[number];

export type Outcome<T> =
  | {
      readonly scored: true;
      readonly value: T;
      readonly evidence: readonly Span[];
      /** What was read as the answer, in words. */
      readonly reading: string;
    }
  | { readonly scored: false; readonly reason: UnscoredReason };
