import type { Likelihood } from '../../domain/likelihood.ts';
import type { ForcedText } from '../logits.ts';
import { likelihoodsOf } from '../read-logits.ts';
import type { Decoder } from './decoder.ts';
import { readForced, type ReadTools } from './forced.ts';

/**
 * Gives the log-probability of every token of texts, teacher-forced, in the texts' order.
 * @throws PlumblineError as `readForced` and `likelihoodsOf`
 */
export function readTexts(
  decoder: Decoder,
  texts: readonly ForcedText[],
  tools: Omit<ReadTools, 'on' | 'share'>,
): AsyncGenerator<Likelihood, void, undefined> {
  return likelihoodsOf(
    (asked) => readForced(decoder, asked, { ...tools, on: 'cpu', share: false }),
    texts,
  );
}
