import { PlumblineError } from '../domain/fault.ts';

/** A GPU that is gone, or that reported an error after which its numbers cannot be trusted. */
export function lostDevice(why: string): PlumblineError {
  return new PlumblineError({
    kind: 'engine-lost',
    message: `The GPU was lost: ${why}`,
    kept: 'Every stored reply is kept; only what was in flight is lost.',
    remedy:
      'Go on: a new worker takes over. If it happens again, close other tabs that use the GPU, or choose a smaller pair.',
  });
}
