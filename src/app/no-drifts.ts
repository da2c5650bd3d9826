import type { HeldAudit } from './held.ts';

/** Where no drift is kept. */
export const noDrifts: HeldAudit['drifts'] = { getDrifts: () => Promise.resolve(new Map()) };
