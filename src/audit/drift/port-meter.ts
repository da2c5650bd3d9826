import type { Device } from '../../domain/audit.ts';
import { driftTokens, type DriftRecord } from '../../domain/drift.ts';
import type { Model } from '../../domain/model.ts';
import { sides, type Side } from '../../domain/pair.ts';
import { measureTruncated } from '../../drift/bounded.ts';
import type { Engine, ForcedRow, LoadedModel, RowDistributions } from '../../engines/engine.ts';
import { stream } from '../../engines/events.ts';
import type { DriftTold } from './calls.ts';
import type { DriftMeter } from './meter.ts';
import type { DriftRow } from './plan.ts';
import { recordsOf } from './record.ts';
import { refused } from './refused.ts';
import { truncatedFrom } from './through-port.ts';

/** Likeliest tokens that are asked for a place: as many as servers give unless they are set up to give more. */
const width = 20;

/** Read by both models first: where it is not the same tokens to both, they write with different ones. */
const probe: ForcedRow = {
  key: 'probe',
  messages: [{ role: 'user', content: 'Hello' }],
  chain: 'none',
  text: 'It costs $1,234.56, naïve café; 東京 is 9:05 away.\n\tdef f(x): return x**2',
};

/**
 * Measures drift by what an engine's port tells, its likeliest tokens and what is left for all others: lower bounds, by one model
 * after the other. For engines whose distributions cannot be had whole, as a server's. Special tokens are not left out, for
 * nothing says which they are, and how tokens are written is not known.
 */
export function createPortMeter(engine: Pick<Engine, 'load'>): DriftMeter {
  return {
    async *measure({ models, device, rows }, signal) {
      const byId = new Map(rows.map((row) => [row.id, row]));
      const first = new Map<string, RowDistributions>();
      let read = 0;
      for (const side of sides) {
        const texts = [probe, ...rows.map((row) => forcedRow(row, side))];
        const reading = readBy(engine, side, { model: models[side], device, texts }, signal);
        for await (const told of reading) {
          if ('type' in told) {
            yield told;
            continue;
          }
          const baseline = first.get(told.key);
          first.set(told.key, told);
          if (baseline !== undefined) assertAlike(baseline, told);
          const row = byId.get(told.key);
          if (row === undefined) continue;
          const records = baseline === undefined ? [] : recordsFrom(row, baseline, told);
          yield { type: 'measured', records, done: ++read / 2 };
        }
      }
    },
  };
}

type Loading = Extract<DriftTold, { type: 'loading' }>;

async function* readBy(
  engine: Pick<Engine, 'load'>,
  side: Side,
  asked: { model: Model; device: Device; texts: readonly ForcedRow[] },
  signal: AbortSignal,
): AsyncGenerator<Loading | RowDistributions, void, undefined> {
  let loaded: LoadedModel | undefined;
  yield* stream<Loading>(async (onEvent) => {
    loaded = await engine.load(asked.model, {
      device: asked.device,
      signal,
      onProgress: ({ loaded: bytes, total }) => {
        onEvent({ type: 'loading', side, loaded: bytes, total });
      },
    });
  });
  if (loaded === undefined)
    throw new Error('unreachable: the stream ends after the load or throws');
  try {
    if (loaded.capabilities.distributions === 'none') {
      throw refused(`${asked.model.title} does not tell how likely it finds other tokens`);
    }
    yield* loaded.distributions(asked.texts, width, signal);
  } finally {
    await loaded.close();
  }
}

/** A row as one side reads it. A reply's chain is taken to stand at its beginning. */
function forcedRow({ id, messages, chain, text }: DriftRow, side: Side): ForcedRow {
  const isText = typeof text === 'string';
  const own = isText ? [] : text.tokens.slice(0, text.chainTokens);
  return {
    key: id,
    messages,
    chain: side === 'baseline' ? 'none' : chain === 'own' ? own : chain,
    text: isText ? text : text.tokens.slice(text.chainTokens).slice(0, driftTokens),
  };
}

function recordsFrom(
  row: DriftRow,
  baseline: RowDistributions,
  other: RowDistributions,
): DriftRecord[] {
  const cut = { baseline: truncatedFrom(baseline), reasoning: truncatedFrom(other) };
  // All that is known of the vocabulary: it reaches as far as what was named.
  const named = [baseline.tokens, baseline.ids, other.ids].flatMap((ids) => [...ids]);
  const shared = new Uint8Array(named.reduce((size, id) => Math.max(size, id + 1), 0)).fill(1);
  const text = baseline.tokens.slice(0, driftTokens);
  const places = text.flatMap((token, at) => {
    const [one, two] = [cut.baseline[at], cut.reasoning[at]];
    return one && two ? measureTruncated({ baseline: one, reasoning: two }, shared, token) : [];
  });
  const answer =
    typeof row.text === 'string' ? baseline.tokens : row.text.tokens.slice(row.text.chainTokens);
  const unread = answer.length - text.length;
  return recordsOf({ rows: [row], text, unread }, places, null, 'lower-bound');
}

function assertAlike(baseline: RowDistributions, other: RowDistributions): void {
  if (baseline.tokens.join() === other.tokens.join()) return;
  throw refused('the same text is not the same tokens to both');
}
