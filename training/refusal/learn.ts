import { featuresOf, isWords, type Features } from '../../src/scoring/refusal-features.ts';
import type { RefusalModel } from '../../src/scoring/refusal-model.ts';
import { readable } from '../../src/scoring/refusal-text.ts';
import type { Labelled } from './data.ts';
import { fitLogistic, type Case } from './fit.ts';

/** A labelled reply with its features: where the request is known, and where it is not. */
export interface Example extends Labelled {
  readonly known: Features;
  readonly unknown: Features;
}

export function exampleOf(labelled: Labelled): Example {
  const reply = readable(labelled.reply);
  return {
    ...labelled,
    known: featuresOf(reply, labelled.request),
    unknown: featuresOf(reply, null),
  };
}

/** Fixed after a handful of values were compared on the folds of the protocol, which differ by a hundredth of κ. */
const penalty = 4;
/** Words are many and each says little: a smaller scale is a larger penalty. */
const wordScale = 0.5;
/** Requests in which words, and other features, must have been seen. */
const leastWords = 5;
const leastOthers = 3;
/** Words that are kept, by the size of their weights. */
const keptWords = 1100;

/** Fits both regressions; every reply counts half with its request known and half without. */
export function learn(examples: readonly Example[]): RefusalModel {
  const all = vocabulary(examples);
  // To tell which words weigh, a rough fit will do.
  const first = fitBoth(examples, all, 30);
  const size = (name: string) => Math.max(...(first.get(name) ?? [0]).map(Math.abs));
  const words = all.filter(isWords).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
  const kept = [...all.filter((name) => !isWords(name)), ...words.slice(0, keptWords)];
  const fitted = fitBoth(examples, kept, 100);
  const rounded = [...fitted].map(
    ([name, pair]) => [name, pair.map((one) => Math.round(100 * one) + 0)] as const,
  );
  return {
    intercept: rounded.find(([name]) => name === '')?.[1] ?? [0, 0],
    weights: Object.fromEntries(
      rounded.filter(([name, pair]) => name !== '' && pair.some((one) => one !== 0)),
    ),
  };
}

function vocabulary(examples: readonly Example[]): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { known, unknown, group } of examples) {
    for (const name of [...known.keys(), ...unknown.keys()]) {
      groups.set(name, (groups.get(name) ?? new Set()).add(group));
    }
  }
  return [...groups]
    .filter(([name, { size }]) => size >= (isWords(name) ? leastWords : leastOthers))
    .map(([name]) => name)
    .sort();
}

/** The two weights of each feature; the intercepts under the empty name. */
function fitBoth(
  examples: readonly Example[],
  names: readonly string[],
  steps: number,
): Map<string, readonly number[]> {
  const columns = new Map(names.map((name, i) => [name, i]));
  const scale = (name: string) => (isWords(name) ? wordScale : 1);
  const rows = examples.flatMap(({ known, unknown, stance }) =>
    [known, unknown].map((features) => {
      const present = [...features].filter(([name]) => columns.has(name));
      return {
        at: Int32Array.from(present, ([name]) => columns.get(name)!),
        value: Float64Array.from(present, ([name, amount]) => scale(name) * amount),
        stance,
      };
    }),
  );
  const fit = (isPositive: (stance: string) => boolean) => {
    const cases = rows.map(
      ({ at, value, stance }): Case => ({
        at,
        value,
        positive: isPositive(stance),
        importance: 0.5,
      }),
    );
    return fitLogistic(cases, names.length, penalty, steps);
  };
  const any = fit((stance) => stance !== 'compliance');
  const full = fit((stance) => stance === 'full_refusal');
  const pairs = names.map(
    (name, i) => [name, [any[i]! * scale(name), full[i]! * scale(name)]] as const,
  );
  return new Map([...pairs, ['', [any[names.length]!, full[names.length]!]]]);
}
