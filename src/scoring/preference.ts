import type { Likelihood } from '../domain/likelihood.ts';
import type { Outcome } from '../domain/score.ts';
import { preferenceOf, type LikelihoodPreference } from './likelihood.ts';

/** Which of two sentences a model finds likelier, in two forms; see `LikelihoodForm`. */
export interface Preference {
  readonly kind: 'preference';
  readonly fullSentence: LikelihoodPreference;
  /** CrowS-Pairs' own form, as far as a causal model can give it. */
  readonly sharedTokens: LikelihoodPreference;
}

/** Reads the likelihoods of the more and of the less stereotyping sentence, in this order. */
export function readPreference(likelihoods: readonly Likelihood[]): Outcome<Preference> {
  const [more, less] = likelihoods;
  if (more === undefined || less === undefined) return { scored: false, reason: 'unread' };
  const fullSentence = preferenceOf(more, less, 'full-sentence');
  const sharedTokens = preferenceOf(more, less, 'shared-tokens');
  return {
    scored: true,
    value: { kind: 'preference', fullSentence, sharedTokens },
    evidence: [],
    reading: `${said('The whole sentences', fullSentence)}; ${said('the shared tokens', sharedTokens)}.`,
  };
}

function said(what: string, { more, less }: LikelihoodPreference): string {
  return `${what}: ${more.toFixed(2)} against ${less.toFixed(2)} nats`;
}
