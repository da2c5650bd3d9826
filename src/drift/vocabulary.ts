import { driftCandidates } from '../domain/drift.ts';
import { sides, type Side } from '../domain/pair.ts';

/** What a model reads and writes in. */
export interface Vocabulary {
  /** How each token is written, by its id; undefined for an id that stands for none. */
  readonly tokens: readonly (string | undefined)[];
  /** Ids of special and added tokens: marks, roles, ends. */
  readonly special: ReadonlySet<number>;
  /** Logits that the model gives: often more than there are tokens, because rows are padded. Ids past them are as if not there. */
  readonly size: number;
}

export type ComparedVocabularies =
  | {
      readonly kind: 'shared';
      /** 1 for each id that both models share, as long as the smaller of the two sizes. */
      readonly shared: Uint8Array;
      /** Tokens of each side that are not shared. Padded rows are no tokens. */
      readonly dropped: Readonly<Record<Side, number>>;
    }
  /** `why` is a sentence for a reader. */
  | { readonly kind: 'different'; readonly why: string };

/** Of the plain tokens of the larger vocabulary, the share that both must have. */
const sharedAtLeast = 0.99;

/**
 * Which tokens two models share: plain on both sides, under one id and written alike. What is special or added on either side, or
 * on one side only, is dropped. They are different, and divergences over ids would mean nothing, where an id is plain on both
 * sides and written differently, or where fewer than 99% of the larger vocabulary's plain tokens are shared.
 */
export function compareVocabularies(
  vocabularies: Readonly<Record<Side, Vocabulary>>,
): ComparedVocabularies {
  const { baseline, reasoning } = vocabularies;
  const shared = new Uint8Array(Math.min(baseline.size, reasoning.size));
  let count = 0;
  for (let id = 0; id < shared.length; id++) {
    const [one, other] = [plain(baseline, id), plain(reasoning, id)];
    if (one === undefined || other === undefined) continue;
    if (one !== other) {
      const why = `Token ${id} is “${visible(one)}” in the one and “${visible(other)}” in the other.`;
      return { kind: 'different', why };
    }
    shared[id] = 1;
    count++;
  }
  const larger = Math.max(...sides.map((side) => countOf(vocabularies[side], plain)));
  if (count < driftCandidates || count < sharedAtLeast * larger) {
    const why = `Only ${count} of ${larger} tokens are written alike under one number in both.`;
    return { kind: 'different', why };
  }
  const left = (side: Side) => countOf(vocabularies[side], written) - count;
  return {
    kind: 'shared',
    shared,
    dropped: { baseline: left('baseline'), reasoning: left('reasoning') },
  };
}

type Reading = (vocabulary: Vocabulary, id: number) => string | undefined;

const written: Reading = ({ tokens }, id) => tokens[id];
const plain: Reading = ({ tokens, special }, id) => (special.has(id) ? undefined : tokens[id]);

function countOf(vocabulary: Vocabulary, reading: Reading): number {
  let count = 0;
  for (let id = 0; id < vocabulary.size; id++) if (reading(vocabulary, id) !== undefined) count++;
  return count;
}

/** With what cannot be seen written as in JSON: a line break is `\n`. */
function visible(token: string): string {
  return JSON.stringify(token).slice(1, -1);
}
