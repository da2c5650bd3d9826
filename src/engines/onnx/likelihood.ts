import { PlumblineError } from '../../domain/fault.ts';
import type { Likelihood } from '../../domain/likelihood.ts';
import { tooLong, type DecodeTools } from './decode.ts';
import type { Decoder, StepInput } from './decoder.ts';

/** A text as token ids, and the tokens before it that it is conditioned on. */
export interface ForcedText {
  readonly prompt: readonly number[];
  readonly text: readonly number[];
}

/** Bytes that the logits of one pass may take. */
const passBytes = 128 * 2 ** 20;

/** Texts of one pass at most; the first one is read with few, for only then is the vocabulary known. */
const passTexts = 32;
const firstTexts = 2;

/**
 * Gives the log-probability of every token of texts, teacher-forced, in the texts' order. Rows are padded on the right: what
 * is before a token does not see the padding, so a text is read the same whatever its batch.
 *
 *     log p(tᵢ) = zᵢ − log Σ exp z,   z the logits at the place before, in float64
 *
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a text is longer than the context, `engine-failed`
 *   where the model gives no finite number
 */
export async function* readTexts(
  decoder: Decoder,
  texts: readonly ForcedText[],
  { signal, breathe }: Pick<DecodeTools, 'signal' | 'breathe'>,
): AsyncGenerator<Likelihood, void, undefined> {
  let size = firstTexts;
  for (let from = 0; from < texts.length;) {
    await breathe();
    if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
    const batch = texts.slice(from, from + size);
    const input = padRight(batch, decoder);
    const { logits, vocabulary } = await decoder.read(input);
    for (const [row, forced] of batch.entries()) {
      yield likelihoodOf(forced, (place) => {
        const start = (row * input.width + place) * vocabulary;
        return logits.subarray(start, start + vocabulary);
      });
    }
    from += batch.length;
    size = Math.max(1, Math.min(passTexts, Math.floor(passBytes / (4 * vocabulary * input.width))));
  }
}

function padRight(batch: readonly ForcedText[], { pad, context }: Decoder): StepInput {
  const all = batch.map(({ prompt, text }) => [...prompt, ...text]);
  const width = Math.max(1, ...all.map((ids) => ids.length));
  if (width > context) throw tooLong(width, context);
  const rows = all.length;
  const ids = new BigInt64Array(rows * width).fill(BigInt(pad));
  const positions = new BigInt64Array(rows * width);
  const attention = new BigInt64Array(rows * width);
  for (const [row, tokens] of all.entries()) {
    for (const [at, token] of tokens.entries()) {
      ids[row * width + at] = BigInt(token);
      positions[row * width + at] = BigInt(at);
      attention[row * width + at] = 1n;
    }
  }
  return { rows, width, ids, positions, attention, cache: [] };
}

function likelihoodOf(
  { prompt, text }: ForcedText,
  logitsAt: (place: number) => Float32Array,
): Likelihood {
  // What nothing stands before has no probability.
  const first = prompt.length === 0 ? 1 : 0;
  const logProbs = text
    .slice(first)
    .map((token, at) => logProbability(logitsAt(prompt.length + first + at - 1), token));
  return { tokens: [...text], logProbs };
}

function logProbability(logits: Float32Array, token: number): number {
  let largest = -Infinity;
  for (const z of logits) if (z > largest) largest = z;
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - largest);
  const found = (logits[token] ?? NaN) - largest - Math.log(sum);
  if (Number.isFinite(found)) return Math.min(0, found);
  throw new PlumblineError({
    kind: 'engine-failed',
    message: 'The model gave no finite number for how likely a text is.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try the other device, or another precision of the model.',
  });
}
