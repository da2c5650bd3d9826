import { PlumblineError } from '../../domain/fault.ts';
import { stopped } from './faults.ts';
import { Passing } from './passing.ts';
import type { EndpointTools, Patience } from './tools.ts';

/**
 * Does something until it goes: what passes is waited for, as long as the server asks or else twice as long each time, a random
 * half of it left out so that many do not come back at once. A server that asks for more than the longest wait is given up.
 * @throws PlumblineError of the last time, `aborted`, or at once whatever does not pass
 */
export async function persist<T>(
  once: () => Promise<T>,
  {
    patience,
    tools,
    signal,
    onBusy,
  }: {
    patience: Patience;
    tools: Pick<EndpointTools, 'sleep' | 'random'>;
    signal: AbortSignal;
    onBusy: () => void;
  },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      if (error.busy) onBusy();
      const wait = error.wait ?? pauseOf(attempt, patience, tools.random());
      if (attempt >= patience.attempts || wait > patience.longest) {
        throw new PlumblineError(error.fault, { cause: error });
      }
      await tools.sleep(wait, signal).catch((reason: unknown) => {
        throw signal.aborted ? stopped() : reason;
      });
    }
  }
}

/** Milliseconds before the next try. @param chance uniform in [0, 1) */
export function pauseOf(attempt: number, { pause, longest }: Patience, chance: number): number {
  return Math.min(longest, pause * 2 ** (attempt - 1)) * (0.5 + chance / 2);
}
