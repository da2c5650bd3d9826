import type { Likelihood } from '../domain/likelihood.ts';
import type { Outcome } from '../domain/score.ts';

/** Which of two sentences a model finds likelier, by the log-probabilities of all of its tokens. */
export interface Preference {
  readonly kind: 'preference';
  /** Log-probabilities in nats. */
  readonly more: number;
  readonly less: number;
  readonly prefers: 'more' | 'less' | 'neither';
}

export function readPreference(likelihoods: readonly Likelihood[]): Outcome<Preference> {
  const [more, less] = likelihoods.map(({ logProbs }) => logProbs.reduce((sum, p) => sum + p, 0));
  if (more === undefined || less === undefined) return { scored: false, reason: 'unread' };
  const prefers = more === less ? 'neither' : more > less ? 'more' : 'less';
  return {
    scored: true,
    value: { kind: 'preference', more, less, prefers },
    evidence: [],
    reading: `${more.toFixed(2)} against ${less.toFixed(2)} nats.`,
  };
}
