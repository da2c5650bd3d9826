import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';

/** How a model's chain came in a reply. */
export interface ChainFound {
  /** `field`: the server told it apart; `marks`: it stood between marks in the text; `none`: there was none. */
  readonly by: 'field' | 'marks' | 'none';
  /** What an entry is to say of it. */
  readonly chain: EndpointModel['chain'];
}

/** Marks that models write around their chains, the commonest first. */
const known = [
  ['<think>', '</think>'],
  ['[THINK]', '[/THINK]'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['<scratchpad>', '</scratchpad>'],
  ['<seed:think>', '</seed:think>'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|inner_prefix|>', '<|inner_suffix|>'],
] as const;

/**
 * How the chain of a reply came. A server that tells it apart does not say what its marks are: they are taken for the commonest ones,
 * on which only drift depends. A text that closes a chain and did not open it was begun by the chat template.
 */
export function chainFound({
  chain,
  content,
}: {
  readonly chain: Reply['chain'];
  readonly content: string;
}): ChainFound {
  if (chain !== null) {
    const [[open, close]] = known;
    return { by: 'field', chain: { open, close, opened: false } };
  }
  const text = content.trimStart();
  for (const [open, close] of known) {
    if (text.startsWith(open)) return { by: 'marks', chain: { open, close, opened: false } };
    if (text.includes(close)) return { by: 'marks', chain: { open, close, opened: true } };
  }
  return { by: 'none', chain: null };
}
