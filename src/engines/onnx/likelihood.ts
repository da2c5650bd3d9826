import { PlumblineError } from '../../domain/fault.ts';
import type { Likelihood } from '../../domain/likelihood.ts';
import { rowsOf, type ForcedText } from '../logits.ts';
import type { Decoder } from './decoder.ts';
import { readForced, type ReadTools } from './forced.ts';

/**
 * Gives the log-probability of every token of texts, teacher-forced, in the texts' order.
 *
 *     log p(tᵢ) = zᵢ − log Σ exp z,   z the logits at the place before, in float64
 *
 * @param texts as ids; where nothing stands before a text, its first token has no probability
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a text is longer than the context, `engine-failed`
 *   where the model gives no finite number
 */
export async function* readTexts(
  decoder: Decoder,
  texts: readonly ForcedText[],
  tools: Omit<ReadTools, 'on'>,
): AsyncGenerator<Likelihood, void, undefined> {
  const forced = texts.map(behindSomething);
  for await (const part of readForced(decoder, forced, { ...tools, on: 'cpu' })) {
    for (const run of part.runs) {
      const { text = [] } = forced[run.text] ?? {};
      const logProbs = rowsOf(part, run).map((logits, at) => logProbability(logits, text[at]));
      yield { tokens: [...(texts[run.text]?.text ?? [])], logProbs };
    }
    part.release();
  }
}

/** A text that nothing stands before, behind its own first token. */
export function behindSomething(forced: ForcedText): ForcedText {
  const { prompt, text } = forced;
  return prompt.length > 0 ? forced : { prompt: text.slice(0, 1), text: text.slice(1) };
}

function logProbability(logits: Float32Array, token: number | undefined): number {
  let largest = -Infinity;
  for (const z of logits) if (z > largest) largest = z;
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - largest);
  const found = (logits[token ?? -1] ?? NaN) - largest - Math.log(sum);
  if (Number.isFinite(found)) return Math.min(0, found);
  throw new PlumblineError({
    kind: 'engine-failed',
    message: 'The model gave no finite number for how likely a text is.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try the other device, or another precision of the model.',
  });
}
