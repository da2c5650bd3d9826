import { createCpuMeasurer } from '../../drift/measures.ts';
import { rowsOf, type LogitPart } from '../../engines/logits.ts';
import type { Kept } from './kept.ts';
import type { BaselineText } from './paired.ts';

/** Whole distributions in main memory. */
export function keepWhole(shared: Uint8Array): Kept {
  const measurer = createCpuMeasurer(shared);
  const places = new Map<BaselineText, Float32Array[]>();
  const parts: LogitPart[] = [];
  const clear = () => {
    for (const part of parts.splice(0)) part.release();
    places.clear();
  };
  return {
    on: 'cpu',
    take(part, texts) {
      parts.push(part);
      for (const run of part.runs) {
        const text = texts[run.text];
        if (text === undefined) continue;
        places.set(text, [...(places.get(text) ?? []), ...rowsOf(part, run)]);
      }
    },
    measure(part, texts) {
      const measured = part.runs.map((run) => {
        const { of, text } = texts[run.text] ?? unread();
        const kept = places.get(of) ?? [];
        return rowsOf(part, run).map((reasoning, at) => {
          const baseline = kept[run.from + at] ?? unread();
          return measurer.measure({ baseline, reasoning }, text[run.from + at] ?? -1);
        });
      });
      return Promise.resolve(measured);
    },
    clear,
    close: () => {
      clear();
      return Promise.resolve();
    },
  };
}

/** A place of the other model's that the baseline did not read: both read the same texts, so this is a mistake of ours. */
export function unread(): never {
  throw new Error('unreachable: a place that the baseline has not read');
}
