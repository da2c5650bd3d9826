import type { Probe } from './probe.ts';

/** What is known of a machine before anything is fetched. */
export interface MachineFacts extends Pick<Probe, 'webassembly' | 'adapter' | 'limits' | 'memory'> {
  /** Null where the browser does not say. */
  readonly storage: { readonly usage: number; readonly quota: number } | null;
}
