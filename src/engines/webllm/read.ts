import { PlumblineError } from '../../domain/fault.ts';
import type { ForcedText, LogitPart } from '../logits.ts';
import type { DeviceWatch } from '../device-watch.ts';
import { refuseAborted, tooLong, toModelError } from './faults.ts';
import type { Loaded } from './load.ts';
import { findOnePass, type OnePass, type PlaceLogits } from './one-pass.ts';
import { idsOf } from './prompt.ts';

/** Most that a logit may differ between the two ways of reading. */
const tolerance = 1e-4;

/** Places whose logits are handed on together when they are read one by one. */
const stepPlaces = 32;

/** Read by both ways before the faster one is trusted. */
const testText =
  'The mill stands by the river. The baker buys 12 sacks of flour there, and who helps her carry them home?';

export interface ReadTools {
  readonly signal: AbortSignal;
  readonly watch: DeviceWatch;
}

/**
 * Reads texts one by one, teacher-forced, in the texts' order.
 * @param onePass the faster way where it was found true; else every token is a step
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a text is longer than the context, `engine-lost` or
 *   `engine-failed`
 */
export async function* readTexts(
  loaded: Loaded,
  onePass: OnePass | null,
  texts: readonly ForcedText[],
  { signal, watch }: ReadTools,
): AsyncGenerator<LogitPart, void, undefined> {
  const { engine, model, pipeline } = loaded;
  for (const [text, { prompt, text: tokens }] of texts.entries()) {
    const length = prompt.length + tokens.length;
    if (length > pipeline.contextWindowSize) throw tooLong(length, pipeline.contextWindowSize);
    if (tokens.length === 0) continue;
    // A token is predicted at the place before it, so the last one need not be read.
    const ids = [...prompt, ...tokens].slice(0, -1);
    const from = prompt.length - 1;
    try {
      refuseAborted(signal);
      await engine.resetChat(false, model.webllmId);
      const places =
        onePass !== null && ids.length > 1 ? onePass(ids, from) : steps(loaded, ids, from);
      for await (const part of raced(places, watch)) {
        refuseAborted(signal);
        const run = { text, from: part.from - from, to: part.to - from, row: 0 };
        const vocabulary = part.data.length / (part.to - part.from);
        const logits = { on: 'cpu' as const, data: part.data };
        yield { runs: [run], vocabulary, logits, release: () => undefined };
      }
    } catch (error) {
      throw toModelError(error, model.title);
    }
  }
}

/** The faster way to read, where the library has it and it gives what reading step by step gives. */
export async function provenOnePass(loaded: Loaded, watch: DeviceWatch): Promise<OnePass | null> {
  const onePass = loaded.model.hybrid ? null : findOnePass(loaded.pipeline);
  if (onePass === null) return null;
  const ids = idsOf(testText, loaded.pipeline).slice(0, loaded.pipeline.contextWindowSize);
  const { engine, model } = loaded;
  const collect = async (read: () => AsyncIterable<PlaceLogits>) => {
    await engine.resetChat(false, model.webllmId);
    const found: number[] = [];
    for await (const { data } of raced(read(), watch)) for (const z of data) found.push(z);
    return found;
  };
  const slow = await collect(() => steps(loaded, ids, 1)).catch((error: unknown) => {
    throw toModelError(error, model.title);
  });
  let fast: number[];
  try {
    fast = await collect(() => onePass(ids, 1));
  } catch (error) {
    // Private parts that turn out to work in another way are only not used; a lost GPU is lost.
    if (error instanceof PlumblineError) throw error;
    return null;
  }
  const agrees =
    fast.length === slow.length &&
    fast.every((z, at) => Math.abs(z - (slow[at] ?? NaN)) <= tolerance);
  return agrees ? onePass : null;
}

/** Reads by the library's own step: the prompt at once, then token by token, each step's logits heard by the tap. */
async function* steps(
  { engine, model, tap }: Loaded,
  ids: readonly number[],
  from: number,
): AsyncGenerator<PlaceLogits, void, undefined> {
  let rows: Float32Array[] = [];
  for (let at = from; at < ids.length; at++) {
    const first = at === from;
    const tokens = first ? ids.slice(0, from + 1) : ids.slice(at, at + 1);
    await engine.forwardTokensAndSample(tokens, first, model.webllmId);
    const logits = tap.takeLogits();
    if (logits === null) throw new Error('the library sampled without its logit processor');
    rows.push(logits);
    if (rows.length < stepPlaces && at + 1 < ids.length) continue;
    yield { from: at + 1 - rows.length, to: at + 1, data: joined(rows) };
    rows = [];
  }
}

/** Fails as soon as the GPU does. */
async function* raced<T>(items: AsyncIterable<T>, watch: DeviceWatch): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const next = await watch.race(iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) return first;
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
