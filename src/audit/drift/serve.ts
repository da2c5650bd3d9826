import type { Model } from '../../domain/model.ts';
import type { Side } from '../../domain/pair.ts';
import { compareVocabularies } from '../../drift/vocabulary.ts';
import { perSide } from '../../drift/measures.ts';
import type { LogitEngine, LogitSource, SourceRequest } from '../../engines/logits.ts';
import { onnxLogits } from '../../engines/onnx/source.ts';
import { lazyWebllmLogits } from '../../engines/webllm/lazy-source.ts';
import type { CallContext, Handlers } from '../../engines/server.ts';
import type { DriftAsked, DriftCalls, DriftTold } from './calls.ts';
import { keepApart } from './kept-apart.ts';
import { keepOnGpu } from './kept-on-gpu.ts';
import { keepWhole } from './kept-whole.ts';
import { measureAll, readAll, type Reading } from './measure.ts';
import { isOneModel, spoolFits } from './mode.ts';
import { baselineTexts, type BaselineText } from './paired.ts';
import { refused } from './refused.ts';
import { Spool } from './spool.ts';

type Context = CallContext<DriftTold>;

/** Engines whose models can be read whole in a drift worker. */
const engines: Readonly<Partial<Record<Model['engine'], LogitEngine>>> = {
  onnx: onnxLogits,
  webllm: lazyWebllmLogits,
};

/** What a drift worker answers. A failure leaves it of no more use: the next call needs a fresh one. */
export function createHandlers(): Handlers<DriftCalls> {
  return {
    async measure(asked, context) {
      const about = {
        baseline: await describe(asked, 'baseline'),
        reasoning: await describe(asked, 'reasoning'),
      };
      const compared = compareVocabularies(perSide((side) => about[side].vocabulary));
      if (compared.kind === 'different') throw refused(compared.why);
      const reading: Reading = {
        rows: asked.rows,
        marks: perSide((side) => about[side].marks),
        shared: compared.shared,
        share: asked.share,
        context,
      };
      await (asked.mode === 'together' ? together(asked, reading) : apart(asked, reading));
      return undefined;
    },
  };
}

/** Both models in memory; one and the same is loaded once. */
async function together(asked: DriftAsked, reading: Reading): Promise<void> {
  const { shared, context } = reading;
  const baseline = await open(asked, 'baseline', context);
  const other = isOneModel(asked.models) ? baseline : await open(asked, 'reasoning', context);
  const { device } = baseline;
  const kept =
    device !== null && device === other.device ? keepOnGpu(device, shared) : keepWhole(shared);
  try {
    const texts = baselineTexts(reading.rows, baseline, reading.marks);
    let done = 0;
    for (const batch of batches(texts, baseline)) {
      await readAll(batch, baseline, kept, reading);
      for await (const records of measureAll(batch, other, kept, reading)) {
        done += records.length;
        context.emit({ type: 'measured', records, done });
      }
      kept.clear();
    }
  } finally {
    await kept.close();
  }
}

/** One model after the other. */
async function apart(asked: DriftAsked, reading: Reading): Promise<void> {
  const { rows, context } = reading;
  const baseline = await open(asked, 'baseline', context);
  const texts = baselineTexts(rows, baseline, reading.marks);
  const kept = keepApart(reading.shared, await spoolFor(asked, texts, baseline));
  try {
    let read = 0;
    for (const batch of batches(texts, baseline)) {
      await readAll(batch, baseline, kept, reading);
      read += batch.reduce((sum, text) => sum + text.rows.length, 0);
      context.emit({ type: 'measured', records: [], done: read / 2 });
    }
    await baseline.close();
    const other = await open(asked, 'reasoning', context);
    let made = 0;
    for (const batch of batches(texts, other)) {
      for await (const records of measureAll(batch, other, kept, reading)) {
        made += records.length;
        context.emit({ type: 'measured', records, done: (rows.length + made) / 2 });
      }
    }
  } finally {
    await kept.close();
  }
}

/** A spool with room for all the texts, where it is asked for and the browser grants as much. */
async function spoolFor(
  { mode, spool, spoolBytes }: DriftAsked,
  texts: readonly BaselineText[],
  { vocabulary }: LogitSource,
): Promise<Spool | null> {
  if (mode !== 'spool') return null;
  const places = texts.reduce((sum, { text }) => sum + text.length, 0);
  const bytes = 4 * vocabulary.size * places;
  if (spoolBytes === null && !spoolFits(bytes, await navigator.storage.estimate())) return null;
  return Spool.open(spool, spoolBytes ?? Infinity);
}

/** Bytes that logits of the baseline may take while the other model reads. */
const batchBytes = 96 * 2 ** 20;

/** Texts whose logits are kept together; at least one, and as many as are worth being read together. */
function* batches(
  texts: readonly BaselineText[],
  { rows, vocabulary }: LogitSource,
): Generator<BaselineText[], void, undefined> {
  let batch: BaselineText[] = [];
  let longest = 0;
  for (const text of texts) {
    const length = Math.max(longest, text.text.length);
    const bytes = 4 * vocabulary.size * length * (batch.length + 1);
    if (batch.length > 0 && (batch.length === rows || bytes > batchBytes)) {
      yield batch;
      batch = [];
      longest = 0;
    }
    batch.push(text);
    longest = Math.max(longest, text.text.length);
  }
  if (batch.length > 0) yield batch;
}

function describe(asked: DriftAsked, side: Side) {
  const request = requestOf(asked, side);
  return engineOf(request.model).describe(request);
}

function open(asked: DriftAsked, side: Side, { emit }: Context) {
  const request = requestOf(asked, side);
  return engineOf(request.model).open(request, ({ loaded, total }) => {
    emit({ type: 'loading', side, loaded, total });
  });
}

function requestOf({ models, sources, device, threads }: DriftAsked, side: Side): SourceRequest {
  return { model: models[side], source: sources[side], device, threads };
}

function engineOf({ title, engine }: Model): LogitEngine {
  const found = engines[engine];
  if (found === undefined) throw refused(`the distributions of ${title} cannot be had whole`);
  return found;
}
