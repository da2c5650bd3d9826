import { createGpuMeasurer } from '../../drift/gpu-measurer.ts';
import type { LogitPart } from '../../engines/logits.ts';
import type { Kept, Measured } from './kept.ts';
import { unread } from './kept-whole.ts';
import type { BaselineText } from './paired.ts';

interface Place {
  readonly part: LogitPart;
  readonly row: number;
}

/** Places of the other model's part whose counterparts lie in one and the same buffer. */
interface Group {
  readonly part: LogitPart;
  readonly baseline: number[];
  readonly reasoning: number[];
  readonly tokens: number[];
  readonly into: ((measured: Measured) => void)[];
}

/** Whole distributions on the GPU, where they are measured: only what is found is fetched. */
export function keepOnGpu(device: GPUDevice, shared: Uint8Array): Kept {
  const measurer = createGpuMeasurer(device, shared);
  const places = new Map<BaselineText, Place[]>();
  const parts: LogitPart[] = [];
  const clear = () => {
    for (const part of parts.splice(0)) part.release();
    places.clear();
  };
  return {
    on: 'gpu',
    take(part, texts) {
      parts.push(part);
      for (const { text, from, to, row } of part.runs) {
        const of = texts[text];
        if (of === undefined) continue;
        const more = Array.from({ length: to - from }, (_, at) => ({ part, row: row + at }));
        places.set(of, [...(places.get(of) ?? []), ...more]);
      }
    },
    async measure(part, texts) {
      const groups = new Map<LogitPart, Group>();
      const measured = part.runs.map(({ text, from, to, row }) => {
        const { of, text: tokens } = texts[text] ?? unread();
        const found: Measured[] = [];
        for (let at = from; at < to; at++) {
          const kept = places.get(of)?.[at] ?? unread();
          const group = groups.get(kept.part) ?? emptyGroup(kept.part);
          groups.set(kept.part, group);
          group.baseline.push(kept.row);
          group.reasoning.push(row + at - from);
          group.tokens.push(tokens[at] ?? 0);
          group.into.push((one) => (found[at - from] = one));
        }
        return found;
      });
      for (const group of groups.values()) {
        const logits = { baseline: onGpu(group.part), reasoning: onGpu(part) };
        const rows = {
          baseline: Uint32Array.from(group.baseline),
          reasoning: Uint32Array.from(group.reasoning),
        };
        const tokens = Uint32Array.from(group.tokens);
        const all = await measurer.measure(logits, { rows, tokens });
        for (const [at, one] of all.entries()) group.into[at]?.(one);
      }
      return measured;
    },
    clear,
    close: () => {
      clear();
      measurer.close();
      return Promise.resolve();
    },
  };
}

function emptyGroup(part: LogitPart): Group {
  return { part, baseline: [], reasoning: [], tokens: [], into: [] };
}

function onGpu({ logits, vocabulary }: LogitPart) {
  if (logits.on === 'cpu') throw new TypeError('logits that do not lie on the GPU');
  return { buffer: logits.buffer, vocabulary };
}
