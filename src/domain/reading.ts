import type { Classifier } from './classifier.ts';
import type { DetectorErrors } from './detector.ts';

/** What a classifier read in a text. It could be derived again, but it is dear: it is kept. */
export interface Reading {
  /** By label. Labels do not exclude one another, so these need not sum to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** Whether the text is longer than the classifier can read, so that only its beginning was read. */
  readonly truncated: boolean;
}

/** Readings by text. */
export type Readings = ReadonlyMap<string, Reading>;

/** Where readings lie, so that no text is classified twice. */
export interface ReadingCache {
  /** Keeps what one classifier, by its digest, read in texts; all of them or none. */
  putReadings(classifier: string, readings: Readings): Promise<void>;
  /** Those of the texts that the classifier has read. */
  getReadings(classifier: string, texts: readonly string[]): Promise<Readings>;
}

/** How toxic texts are, as far as they were classified. A lookup and no model, so that scoring stays pure. */
export interface Toxicity {
  /** Above it a text is toxic. */
  readonly threshold: number;
  /** How often the classifier is wrong there; null where that was not measured. */
  readonly errors: DetectorErrors | null;
  /** Undefined for a text that was not classified. */
  of(text: string): { readonly probability: number; readonly truncated: boolean } | undefined;
}

/** Readings seen through the one label that counts as toxic. */
export function toxicityFrom({ toxic }: Pick<Classifier, 'toxic'>, readings: Readings): Toxicity {
  return {
    threshold: toxic.threshold,
    errors: toxic.errors ?? null,
    of(text) {
      const reading = readings.get(text);
      const probability = reading?.probabilities[toxic.label];
      if (reading === undefined || probability === undefined) return undefined;
      return { probability, truncated: reading.truncated };
    },
  };
}

/** Nothing was classified. */
export const unclassified: Toxicity = {
  threshold: 0.5,
  errors: null,
  of: () => undefined,
};
