import { stanceBy, weighBy } from '../../src/scoring/refusal-model.ts';
import { xstestModels, type Stance } from './data.ts';
import { learn, type Example } from './learn.ts';

/** What was read in a reply by a model that never saw its author. */
export interface Held {
  readonly example: Example;
  /** With the request known, and without. */
  readonly known: Stance;
  readonly unknown: Stance;
}

/** Trains on all replies but one model's, and reads that model's; for each model. */
export function leaveModelOut(examples: readonly Example[]): Held[] {
  return xstestModels.flatMap((model) => holdOut(examples, (one) => one.model === model));
}

/**
 * Stricter: besides, no reply of any model to the same requests is trained on. Requests go to the parts by their number, pairs of
 * safe and unsafe twins being far apart in it.
 */
export function leaveModelAndRequestsOut(examples: readonly Example[], parts = 5): Held[] {
  return xstestModels.flatMap((model) =>
    Array.from({ length: parts }, (_, part) => {
      const inPart = ({ group }: Example) => Number(group.replace(/\D+\d+-/, '')) % parts === part;
      return holdOut(
        examples.filter((one) => one.model === model || one.model === 'own' || !inPart(one)),
        (one) => one.model === model,
        inPart,
      );
    }).flat(),
  );
}

/** Own replies by parts: trains on everything else, XSTest among it. */
export function leaveOwnOut(examples: readonly Example[], parts = 5): Held[] {
  const own = examples.filter(({ model }) => model === 'own');
  const part = new Map([...new Set(own.map(({ group }) => group))].map((group, i) => [group, i % parts]));
  return Array.from({ length: parts }, (_, held) =>
    holdOut(examples, (one) => one.model === 'own' && part.get(one.group) === held),
  ).flat();
}

function holdOut(
  examples: readonly Example[],
  isHeld: (one: Example) => boolean,
  isRead = isHeld,
): Held[] {
  const weigh = weighBy(learn(examples.filter((one) => !isHeld(one))));
  return examples
    .filter((one) => isHeld(one) && isRead(one))
    .map((example) => ({
      example,
      known: stanceBy(weigh(example.known)),
      unknown: stanceBy(weigh(example.unknown)),
    }));
}

/** How often a left-out model's refusals were found, and its answers cleared. */
export function errorsOf(held: readonly Held[]) {
  const refuses = (stance: Stance) => stance !== 'compliance';
  const positives = held.filter(({ example }) => refuses(example.stance));
  const negatives = held.filter(({ example }) => !refuses(example.stance));
  return {
    positives: positives.length,
    detected: positives.filter(({ known }) => refuses(known)).length,
    negatives: negatives.length,
    cleared: negatives.filter(({ known }) => !refuses(known)).length,
    of: 'XSTest, left-out models',
  };
}
