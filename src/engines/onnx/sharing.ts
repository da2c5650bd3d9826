import { Batch } from './batch.ts';
import type { Decoder, StepInput } from './decoder.ts';
import { padRight, Past } from './past.ts';

/** Logits may differ by so much between a row that is read whole and one behind a shared beginning: rounding, no more. */
const tolerance = 1e-3;

const proven = new WeakMap<Decoder, Promise<boolean>>();
const provenLeft = new WeakMap<Decoder, Promise<boolean>>();

/**
 * Whether a graph reads a text behind a shared beginning as it does whole: not every attention operator takes several tokens behind
 * a past. Tried once a decoder, on two beginnings with tails of unlike lengths, each held against its row alone.
 */
export function provenSharing(decoder: Decoder): Promise<boolean> {
  const known = proven.get(decoder);
  if (known !== undefined) return known;
  const found = tryOut(decoder);
  proven.set(decoder, found);
  return found;
}

/**
 * Whether a graph reads a prompt behind a shared beginning, with padding between the two, as it does whole. Tried once a decoder, on
 * tails of unlike lengths, each held against its row alone.
 */
export function provenBeginnings(decoder: Decoder): Promise<boolean> {
  const known = provenLeft.get(decoder);
  if (known !== undefined) return known;
  const found = tryBeginning(decoder);
  provenLeft.set(decoder, found);
  return found;
}

async function tryBeginning(decoder: Decoder): Promise<boolean> {
  const size = Math.max(2, decoder.vocabulary ?? 0);
  const ids = (from: number, length: number) =>
    Array.from({ length }, (_, at) => ((from + at) * 37) % size);
  const [beginning, tails] = [ids(1, 8), [ids(11, 2), ids(13, 5), ids(17, 3)]];
  const past = await Past.read(decoder, [beginning]);
  const behind = { length: past.length, cache: await past.rows(tails.map(() => 0)) };
  const shared = await last(decoder, Batch.start(tails, decoder.pad, behind).input);
  for (const tensor of behind.cache) tensor.dispose();
  past.close();
  let worst = 0;
  for (const [row, tail] of tails.entries()) {
    const alone = await last(decoder, Batch.start([[...beginning, ...tail]], decoder.pad).input);
    const size = alone.length;
    for (const [id, z] of alone.entries()) {
      const apart = Math.abs(z - (shared[row * size + id] ?? NaN));
      if (!(apart <= worst)) worst = apart;
    }
  }
  return worst <= tolerance;
}

/** The logits of a pass's last places. */
async function last(decoder: Decoder, input: StepInput): Promise<Float32Array> {
  const { logits, cache } = await decoder.step(input);
  for (const tensor of cache) tensor.dispose();
  return logits;
}

async function tryOut(decoder: Decoder): Promise<boolean> {
  const size = Math.max(2, decoder.vocabulary ?? 0);
  const ids = (from: number, length: number) =>
    Array.from({ length }, (_, at) => ((from + at) * 37) % size);
  const prefixes = [ids(1, 4), ids(8, 4)];
  const tails = [
    { after: 0, ids: ids(11, 2) },
    { after: 1, ids: ids(13, 4) },
    { after: 0, ids: ids(17, 3) },
  ];
  const past = await Past.read(decoder, prefixes);
  const shared = await logitsOf(decoder, await past.pass(tails, decoder));
  past.close();
  let worst = 0;
  for (const [row, tail] of tails.entries()) {
    const whole = [...(prefixes[tail.after] ?? []), ...tail.ids];
    const alone = await logitsOf(decoder, padRight([{ ids: whole }], decoder));
    for (let at = 0; at < tail.ids.length; at++) {
      const one = alone.at(0, whole.length - tail.ids.length + at);
      const other = shared.at(row, at);
      for (const [id, z] of one.entries()) {
        const apart = Math.abs(z - (other[id] ?? NaN));
        // A number that is none is no agreement.
        if (!(apart <= worst)) worst = apart;
      }
    }
  }
  return worst <= tolerance;
}

/** All places' logits of a pass, whose past is freed. */
async function logitsOf(decoder: Decoder, input: StepInput) {
  const { width } = input;
  const { logits, vocabulary, release } = await decoder.read(input, { keep: width, on: 'cpu' });
  for (const tensor of input.cache) tensor.dispose();
  if (logits.on === 'gpu') throw new TypeError('logits that lie on the GPU');
  const data = logits.data.slice();
  release();
  const at = (row: number, place: number) =>
    data.subarray((row * width + place) * vocabulary, (row * width + place + 1) * vocabulary);
  return { width, at };
}
