import { measurePlaceBounded } from '../../drift/bounded.ts';
import { createCpuMeasurer } from '../../drift/measures.ts';
import { driftWidth, truncate, type Truncated } from '../../drift/truncated.ts';
import { rowsOf } from '../../engines/logits.ts';
import type { Kept } from './kept.ts';
import { unread } from './kept-whole.ts';
import type { BaselineText } from './paired.ts';
import type { Spool } from './spool.ts';

/** A stretch of a text as it lies in a spool. */
interface Spooled {
  readonly offset: number;
  readonly vocabulary: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The baseline's distributions while the other model is not there: whole in a spool as long as it has room, and cut to their
 * likeliest tokens, in memory, from there on. The spool is closed, and so removed, in the end.
 */
export function keepApart(shared: Uint8Array, spool: Spool | null): Kept {
  const measurer = createCpuMeasurer(shared);
  const whole = new Map<BaselineText, Spooled[]>();
  const cut = new Map<BaselineText, Map<number, Truncated>>();
  let isFull = spool === null;

  return {
    on: 'cpu',
    take(part, texts) {
      for (const run of part.runs) {
        const text = texts[run.text] ?? unread();
        const rows = rowsOf(part, run);
        const offset = isFull ? null : (spool?.write(rows) ?? null);
        if (offset === null) {
          // Once is enough: what is cut is small, and another try would only fail again.
          isFull = true;
          const places = cut.get(text) ?? new Map<number, Truncated>();
          cut.set(text, places);
          for (const [at, logits] of rows.entries()) {
            const place = run.from + at;
            places.set(place, truncate(logits, shared, driftWidth, text.text[place]));
          }
        } else {
          const { vocabulary } = part;
          const { from, to } = run;
          whole.set(text, [...(whole.get(text) ?? []), { offset, vocabulary, from, to }]);
        }
      }
      part.release();
    },
    measure(part, texts) {
      const measured = part.runs.map((run) => {
        const { of, text } = texts[run.text] ?? unread();
        const kept = wholeOf(of);
        return rowsOf(part, run).map((reasoning, at) => {
          const place = run.from + at;
          const token = text[place] ?? -1;
          const baseline = kept[place];
          if (baseline !== undefined) return measurer.measure({ baseline, reasoning }, token);
          const bounded = cut.get(of)?.get(place) ?? unread();
          return measurePlaceBounded(bounded, reasoning, shared, 'baseline', token);
        });
      });
      return Promise.resolve(measured);
    },
    // Nothing can be forgotten before the other model has read it.
    clear: () => undefined,
    close: async () => {
      whole.clear();
      cut.clear();
      await spool?.close();
    },
  };

  /** What lies in the spool of a text, place by place. */
  function wholeOf(text: BaselineText): Float32Array[] {
    const places: Float32Array[] = [];
    for (const { offset, vocabulary, from, to } of whole.get(text) ?? []) {
      const data = spool?.read(offset, (to - from) * vocabulary) ?? new Float32Array();
      for (let at = from; at < to; at++) {
        places[at] = data.subarray((at - from) * vocabulary, (at - from + 1) * vocabulary);
      }
    }
    return places;
  }
}
