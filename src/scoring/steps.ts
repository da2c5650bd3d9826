import type { Span } from '../domain/score.ts';
import { isStated, statementOf, wordsOf } from './statements.ts';
import { sumOf, valuesIn, hasSum, type Values } from './sums.ts';
import { plain, sentences, type Sentence } from './text.ts';

/** Which of an item's steps stand in a working. */
export interface Completeness {
  /** Found steps ÷ steps. */
  readonly share: number;
  /** For each step, in order. */
  readonly found: readonly boolean[];
  /** The sentences that hold them, in the order of the steps. */
  readonly evidence: readonly Span[];
}

/**
 * How complete a working is: which of the given steps it holds. Each step is looked for on its own, in one sentence or line.
 *
 * A sum ("8*5=40") is found where its result and all its operands stand as numbers, in whatever notation and order: "8 bags of
 * 5 are 40", `8 \times 5 = 40`, "half of 80 is 40". A statement ("Tom is older than Ann") is found where all its content
 * words stand, denied where it is denied and only there, and in its order where it says who stands on which side.
 *
 * That a step stands there does not say that it was the reason for the answer.
 *
 * @param working a chain, or the answer where there is no chain
 * @throws RangeError where there are no steps
 */
export function completeness(steps: readonly string[], working: string): Completeness {
  if (steps.length === 0) throw new RangeError('There are no steps to look for');
  const places = sentences(plain(working)).map(read);
  const holders = steps.map((step) => holderOf(plain(step), places));
  const evidence = holders.flatMap((place) => (place === undefined ? [] : [place]));
  return {
    share: evidence.length / steps.length,
    found: holders.map((place) => place !== undefined),
    evidence: evidence.map(({ sentence: { start, end } }) => ({ start, end })),
  };
}

interface Place {
  readonly sentence: Sentence;
  readonly values: Values;
  /** Split when first asked: most items have either sums or statements. */
  readonly words: () => readonly string[];
}

function read(sentence: Sentence): Place {
  let words: readonly string[] | null = null;
  const { text } = sentence;
  return { sentence, values: valuesIn(text), words: () => (words ??= wordsOf(text)) };
}

function holderOf(step: string, places: readonly Place[]): Place | undefined {
  const sum = sumOf(step);
  if (sum !== null) return places.find(({ values }) => hasSum(sum, values));
  const statement = statementOf(step);
  return places.find(({ words }) => isStated(statement, words()));
}
