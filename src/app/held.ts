import type { Audit } from '../domain/audit.ts';
import type { Item } from '../domain/item.ts';
import type { Pair } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import type { BundleRecord } from '../formats/bundle.ts';
import type { Readings } from '../formats/readings.ts';

/** Where an audit came from. One that came in a bundle can be read, but neither gone on with nor deleted. */
export type Origin =
  | { readonly kind: 'stored' }
  | {
      /** `recorded` ships with the page; `imported` is a file that the user opened. */
      readonly kind: 'recorded' | 'imported';
      readonly record: BundleRecord;
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
  /** What a classifier said of the texts; null where none was asked. */
  readonly readings: Readings | null;
}
