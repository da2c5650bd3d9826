import type { PlaceDivergences, PlaceMeasures } from '../../drift/measures.ts';
import type { LogitPart } from '../../engines/logits.ts';
import type { BaselineText, OtherText } from './paired.ts';

/** What was measured at a place; with upper bounds where the baseline's distribution had been cut. */
export type Measured = PlaceMeasures & { readonly upper?: PlaceDivergences };

/** What the baseline made of texts, kept until the other model has read them too. */
export interface Kept {
  /** Where logits are wanted. */
  readonly on: 'cpu' | 'gpu';
  /** Takes a part over, and frees it when it is needed no more. @param texts those that were read */
  take(part: LogitPart, texts: readonly BaselineText[]): void;
  /**
   * Holds a part of the other model's against what is kept: each run's places, in their order. Frees nothing.
   * @param texts those that were read
   */
  measure(part: LogitPart, texts: readonly OtherText[]): Promise<readonly Measured[][]>;
  /** Forgets all texts so far. */
  clear(): void;
  /** Forgets all and frees what it took: on every way out. */
  close(): Promise<void>;
}
