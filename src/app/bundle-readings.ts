import { sha256 } from '../domain/hash.ts';
import type { Reading, ReadingCache, Readings } from '../domain/reading.ts';
import type { BundledReadings } from '../formats/readings.ts';

/** What was read in the texts of a bundle: what came in it, and what is read since. Held in memory and never stored. */
export class BundleReadings implements ReadingCache {
  readonly #held = new Map<string, Reading>();

  constructor(brought: BundledReadings | null) {
    if (brought === null) return;
    for (const [hash, reading] of brought.byText) {
      this.#held.set(keyOf(brought.classifier, hash), reading);
    }
  }

  putReadings(classifier: string, readings: Readings): Promise<void> {
    for (const [text, reading] of readings) {
      this.#held.set(keyOf(classifier, sha256(text)), reading);
    }
    return Promise.resolve();
  }

  getReadings(classifier: string, texts: readonly string[]): Promise<Readings> {
    const found = texts.flatMap((text) => {
      const reading = this.#held.get(keyOf(classifier, sha256(text)));
      return reading === undefined ? [] : [[text, reading] as const];
    });
    return Promise.resolve(new Map(found));
  }
}

/** Readings of another classifier are no readings of this one. */
function keyOf(classifier: string, hash: string): string {
  return `${classifier} ${hash}`;
}
