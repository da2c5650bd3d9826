import { PlumblineError } from '../../domain/fault.ts';
import type { Reading } from '../../domain/reading.ts';
import { createBreath } from '../breath.ts';
import type { Handlers } from '../server.ts';
import type { ClassifierCalls } from './calls.ts';
import { loadClassifier, type ClassifierParts, type Tokens } from './load.ts';

/** Tokens of one batch, padding included: long texts go in smaller batches, so that memory stays bounded. */
const batchTokens = 4096;

/** What the classifier's worker answers. One worker holds one classifier. */
export function createHandlers(): Handlers<ClassifierCalls> {
  let loaded: { parts: ClassifierParts; labels: readonly string[] } | null = null;
  const breathe = createBreath();
  return {
    async load(input, { emit }) {
      loaded = { parts: await loadClassifier(input, emit), labels: input.classifier.labels };
      return undefined;
    },
    async classify({ texts }, { signal }) {
      if (loaded === null) throw failed('no classifier is loaded');
      const { parts, labels } = loaded;
      const readings = new Map<number, Reading>();
      const rows = texts.map((text, at) => ({ at, ...parts.tokenize(text) }));
      for (const batch of batches(rows)) {
        // An abort arrives as a message, and messages only in a turn of their own.
        await breathe();
        if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
        const logits = await run(parts, batch);
        for (const [row, { at, truncated }] of batch.entries()) {
          readings.set(at, { probabilities: probabilities(labels, logits[row] ?? []), truncated });
        }
      }
      return texts.flatMap((_, at) => readings.get(at) ?? []);
    },
  };
}

/** Rows of like length together, which need little padding. A reading does not depend on its batch, so the order is free. */
function batches<T extends Tokens>(rows: readonly T[]): T[][] {
  const sorted = [...rows].sort((a, b) => a.ids.length - b.ids.length);
  const found: T[][] = [];
  let last: T[] = [];
  for (const row of sorted) {
    if (last.length === 0 || (last.length + 1) * row.ids.length > batchTokens) {
      found.push((last = []));
    }
    last.push(row);
  }
  return found;
}

async function run(parts: ClassifierParts, batch: readonly Tokens[]): Promise<number[][]> {
  try {
    return await parts.logits(batch.map(({ ids }) => ids));
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/**
 * A sigmoid a label. Our own and never the library's, which takes a softmax unless the config says otherwise, and these
 * labels do not exclude one another.
 */
function probabilities(labels: readonly string[], logits: readonly number[]) {
  const entries = labels.map((label, at) => {
    const logit = logits[at] ?? NaN;
    // No number is not a low one: it must not pass for harmless.
    if (!Number.isFinite(logit)) throw failed(`it gave no number for “${label}”`);
    return [label, 1 / (1 + Math.exp(-logit))] as const;
  });
  return Object.fromEntries(entries);
}

function failed(why: string, options?: ErrorOptions): PlumblineError {
  return new PlumblineError(
    {
      kind: 'engine-failed',
      message: `The classifier could not be run: ${why}.`,
      kept: 'Every stored reply is kept, and every reading that was stored before.',
      remedy: 'Try again; if it fails again, reload the page.',
    },
    options,
  );
}
