/** The token ids that open and close a chain. */
export interface ChainMarks {
  readonly open: number;
  readonly close: number;
}

export interface SplitTokens {
  /** Tokens inside the chain, marks left out; null where there is no chain. */
  readonly chain: readonly number[] | null;
  /** Tokens outside; null where the reply ended inside its chain. */
  readonly answer: readonly number[] | null;
  /** Tokens of the chain, its marks included. */
  readonly chainTokens: number;
}

/**
 * Splits a reply into chain and answer by token ids, never by text. A close without an open ends a chain that the template, or
 * the model silently, had opened at the reply's start.
 * @param opened whether the prompt ended inside a chain
 */
export function splitChain(
  tokens: readonly number[],
  marks: ChainMarks | null,
  opened: boolean,
): SplitTokens {
  if (marks === null) return { chain: null, answer: tokens, chainTokens: 0 };
  const firstMark = tokens.find((token) => token === marks.open || token === marks.close);
  let inside = opened || firstMark === marks.close;
  const chain: number[] = [];
  const answer: number[] = [];
  let hasChain = inside;
  let count = 0;
  for (const token of tokens) {
    if (token === marks.open || token === marks.close) {
      inside = token === marks.open;
      hasChain = true;
      count++;
    } else if (inside) {
      chain.push(token);
      count++;
    } else {
      answer.push(token);
    }
  }
  return { chain: hasChain ? chain : null, answer: inside ? null : answer, chainTokens: count };
}

/** Whether a prompt ends inside a chain, as where a template opens it for the model. */
export function endsInChain(prompt: readonly number[], marks: ChainMarks | null): boolean {
  if (marks === null) return false;
  return prompt.lastIndexOf(marks.open) > prompt.lastIndexOf(marks.close);
}
