import type { Rng } from '../../domain/rng.ts';

/** Failures in a row, without one new byte between them, after which a download gives up. */
export const maxFailures = 6;

/** Longest time in seconds that a server is waited for because it asks for it. */
export const longestWait = 600;

/**
 * Seconds to wait after the nth failure in a row, n from 1: `2ⁿ⁻¹`, at most 60, of which a half is drawn, so that many who failed
 * together do not come back together (“equal jitter”; M. Brooker, “Exponential Backoff and Jitter”, AWS Architecture Blog, 2015).
 */
export function backOff(failures: number, rng: Rng): number {
  const most = Math.min(60, 2 ** (failures - 1));
  return most * (0.5 + rng() / 2);
}

/** Seconds that a `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3); null where it says nothing. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}
