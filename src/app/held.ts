import type { Audit } from '../domain/audit.ts';
import type { DriftCache } from '../domain/drift.ts';
import type { Item } from '../domain/item.ts';
import type { Pair } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { ReadingCache } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type { BundleRecord } from '../formats/bundle.ts';
import type { BundledReadings } from '../formats/readings.ts';

/** Where an audit came from. One that came in a bundle can be read, but neither gone on with nor deleted. */
export type Origin =
  | { readonly kind: 'stored' }
  | {
      /** `recorded` ships with the page; `imported` is a file that the user opened. */
      readonly kind: 'recorded' | 'imported';
      readonly record: BundleRecord;
      /** What the bundle says of its texts; null where no classifier was asked. */
      readonly readings: BundledReadings | null;
      /** Its models that do not ship any more as they were then. */
      readonly changed: readonly string[];
    };

/** An audit with all that its report is computed from. */
export interface HeldAudit {
  /** What addresses call it: its id where it is stored. */
  readonly key: string;
  readonly origin: Origin;
  readonly audit: Audit;
  readonly pair: Pair;
  readonly items: readonly Item[];
  readonly trials: readonly Trial[];
  readonly replies: ReadonlyMap<TrialId, Reply>;
  /** What classifiers read in its texts: the store's, or those of its bundle and what was read since, in memory. */
  readonly readings: ReadingCache;
  /** What was measured of drift: the store's, or what its bundle brought. */
  readonly drifts: Pick<DriftCache, 'getDrifts'>;
}
