import type { Side } from '../domain/pair.ts';
import type { Sample } from './samples.ts';

/**
 * The samples that stand for a side. Of a file that holds both sides of an audit it is that side's; of one that holds two runs the first is the
 * baseline's and the second the reasoning model's; of any other it is all.
 * @throws Error where a file holds more than two runs
 */
export function samplesOfSide(samples: readonly Sample[], side: Side): Sample[] {
  if (samples.some((sample) => sample.side !== null)) {
    return samples.filter((sample) => sample.side === side);
  }
  const runs = [...new Set(samples.map(({ run }) => run))];
  if (runs.length > 2) {
    throw new Error(
      `It holds ${runs.length} runs, of which two must be chosen: ${runs.join(', ')}.`,
    );
  }
  if (runs.length < 2) return [...samples];
  const own = runs[side === 'baseline' ? 0 : 1];
  return samples.filter(({ run }) => run === own);
}
