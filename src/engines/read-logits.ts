import { PlumblineError } from '../domain/fault.ts';
import type { Likelihood } from '../domain/likelihood.ts';
import type { ForcedRow, RowDistributions } from './engine.ts';
import { rowsOf, type ForcedText, type LogitPart } from './logits.ts';
import { topTokens } from './top-k.ts';

/** Reads texts, teacher-forced: one part a pass, in the texts' order. */
export type Read = (texts: readonly ForcedText[]) => AsyncIterable<LogitPart>;

/**
 * The log-probability of every token of texts, in the texts' order.
 *
 *     log p(tᵢ) = zᵢ − log Σ exp z,   z the logits at the place before, in float64
 *
 * @param texts as ids; where nothing stands before a text, its first token has no probability
 * @throws PlumblineError as `read`, and `engine-failed` where the model gives no finite number
 */
export async function* likelihoodsOf(
  read: Read,
  texts: readonly ForcedText[],
): AsyncGenerator<Likelihood, void, undefined> {
  const places = placesOf(read, texts, logProbability);
  for await (const { at, found } of places) {
    yield { tokens: [...(texts[at]?.text ?? [])], logProbs: found };
  }
}

/**
 * The likeliest tokens at each place of texts, in the rows' order.
 * @param texts the rows as ids
 * @throws PlumblineError as `likelihoodsOf`
 */
export async function* distributionsOf(
  read: Read,
  rows: readonly ForcedRow[],
  texts: readonly ForcedText[],
  width: number,
): AsyncGenerator<RowDistributions, void, undefined> {
  const places = placesOf(read, texts, (logits) => topTokens(logits, width) ?? noNumber());
  for await (const { at, text, found } of places) {
    yield {
      key: rows[at]?.key ?? '',
      tokens: [...text],
      width: found[0]?.ids.length ?? width,
      ids: Uint32Array.from(found.flatMap(({ ids }) => [...ids])),
      logProbs: Float32Array.from(found.flatMap(({ logProbs }) => [...logProbs])),
      tail: Float32Array.from(found, ({ tail }) => tail),
      floor: Float32Array.from(found, ({ floor }) => floor),
    };
  }
}

/** What `take` finds at every place of every text, a text at a time, though one may come in several parts. */
async function* placesOf<T>(
  read: Read,
  texts: readonly ForcedText[],
  take: (logits: Float32Array, token: number | undefined) => T,
): AsyncGenerator<{ at: number; text: readonly number[]; found: T[] }, void, undefined> {
  const open = texts.map((one): { text: readonly number[]; found: T[] } => ({
    text: behindSomething(one).text,
    found: [],
  }));
  let at = 0;
  const whole = function* () {
    for (let one = open[at]; one !== undefined; one = open[at]) {
      if (one.found.length < one.text.length) return;
      yield { at: at++, ...one };
    }
  };
  for await (const part of read(texts.map(behindSomething))) {
    for (const run of part.runs) {
      const one = open[run.text];
      const found = rowsOf(part, run).map((logits, place) =>
        take(logits, one?.text[run.from + place]),
      );
      one?.found.push(...found);
    }
    part.release();
    yield* whole();
  }
  yield* whole();
}

/** A text that nothing stands before, behind its own first token. */
function behindSomething(forced: ForcedText): ForcedText {
  const { prompt, text } = forced;
  return prompt.length > 0 ? forced : { prompt: text.slice(0, 1), text: text.slice(1) };
}

function logProbability(logits: Float32Array, token: number | undefined): number {
  let largest = -Infinity;
  for (const z of logits) if (z > largest) largest = z;
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - largest);
  const found = (logits[token ?? -1] ?? NaN) - largest - Math.log(sum);
  return Number.isFinite(found) ? Math.min(0, found) : noNumber();
}

function noNumber(): never {
  throw new PlumblineError({
    kind: 'engine-failed',
    message: 'The model gave no finite number for how likely a token is.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try the other device, or another precision of the model.',
  });
}
