import { spanOf, type OfficialScorer } from './official.ts';

/**
 * BIG-Bench Hard with chains, as its authors score it: what stands after the last "the answer is ", one full stop at its end
 * left out, is the target, letter for letter. Without those words the whole reply is the answer.
 * Source: M. Suzgun et al., "Challenging BIG-Bench Tasks and Whether Chain-of-Thought Can Solve Them", 2022.
 */
export const bbh: OfficialScorer = {
  id: 'bbh',
  version: 1,
  read(text) {
    // Greedy, so that the words are the last of their kind.
    const match = /^(?:[^]*the answer is )?(?<answer>[^]*)$/d.exec(text);
    const span = spanOf(match ?? undefined);
    if (span === null) return { answer: '', span: null };
    const end = text.endsWith('.', span.end) ? span.end - 1 : span.end;
    return { answer: text.slice(span.start, end), span: { start: span.start, end } };
  },
  isRight: (answer, target) => answer === target,
};
