import { seededRng } from '../../../src/domain/rng.ts';
import type { NetTools } from '../../../src/engines/hub/requests.ts';

/** The network as it is, with a time that passes only when somebody sleeps; `slept` lists how long, in seconds. */
export function testTools(): NetTools & { readonly slept: number[] } {
  let now = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  return {
    slept,
    fetch: (...request) => fetch(...request),
    now: () => now,
    rng: seededRng('downloads'),
    sendsIfRange: () => true,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const onAbort = () => {
          clearTimeout(timer);
          reject(new DOMException('Stopped.', 'AbortError'));
        };
        const wake = () => {
          signal.removeEventListener('abort', onAbort);
          slept.push(milliseconds / 1000);
          now += milliseconds;
          resolve();
        };
        // A stalled connection is waited for half a minute: here two seconds are as long.
        const timer = setTimeout(wake, milliseconds === 30_000 ? 2000 : 0);
        signal.addEventListener('abort', onAbort, { once: true });
      }),
  };
}
