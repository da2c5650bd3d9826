import type { Hub } from '../catalog/hub.ts';
import type { HubPair } from '../domain/hub-pair.ts';
import { needsOf } from '../domain/needs.ts';
import type { MachineFacts } from '../engines/machine-facts.ts';
import {
  assumed,
  bestBuild,
  deviceFor,
  preflight,
  smallerThatFits,
  type Check,
  type Preflight,
} from '../engines/preflight.ts';

export type { Check, MachineFacts, Preflight };

/** A pair of the hub as this machine sees it. */
export interface PairPreflight {
  readonly pair: HubPair;
  /** The build to take. */
  readonly best: Preflight;
  /** Every build that both sides have. */
  readonly builds: readonly Preflight[];
  /** What to take instead, where the best build falls short. */
  readonly smaller: Preflight | null;
}

/** A connection to tell minutes by, where none was measured: 50 megabits a second, in bytes. */
export const assumedConnection = 50e6 / 8;

/**
 * Every pair of the hub with its best build, checked against a machine. Rates are assumed: nothing was run yet.
 * @param replies that a suite asks of each side
 */
export function preflightPairs(
  { pairs, models }: Hub,
  machine: MachineFacts,
  replies: number,
): PairPreflight[] {
  const found = pairs.flatMap((pair) => {
    const builds = needsOf(pair, models).map((needs) => {
      const device = deviceFor(needs, machine);
      const rate = { tokensPerSecond: assumed.tokensPerSecond[device], measured: false };
      const work = { replies, tokens: assumed.tokens, rate };
      return preflight(needs, machine, work, assumedConnection);
    });
    const best = bestBuild(builds);
    return best === null ? [] : [{ pair, best, builds }];
  });
  // A control is no smaller pair: it answers another question. One that matches closely is offered before one that does not.
  const offers = found.filter(({ pair }) => pair.role === 'reasoning');
  const close = offers.filter(({ pair }) => pair.match !== 'same-family');
  const offerFor = (one: Preflight) =>
    smallerThatFits(
      one,
      close.map(({ best }) => best),
    ) ??
    smallerThatFits(
      one,
      offers.map(({ best }) => best),
    );
  return found.map(({ pair, best, builds }) => ({
    pair,
    best,
    builds,
    smaller: best.outcome === 'failed' ? offerFor(best) : null,
  }));
}

/** The assumptions behind the minutes, as a sentence for the page. */
export function assumptionText({ device }: Pick<Preflight, 'device'>): string {
  const { tokens, tokensPerSecond } = assumed;
  return `assuming ${tokensPerSecond[device]} tokens a second, ${tokens.baseline} tokens a reply of the baseline and ${tokens.reasoning} of the other; nothing was measured`;
}
