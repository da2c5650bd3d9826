import type { OfficialScorer } from './official.ts';

const mark = 'the answer is ';

/**
 * BIG-Bench Hard with chains, as its authors score it: what stands after the last "the answer is ", one full stop at its end
 * left out, is the target, letter for letter. Without those words the whole reply is the answer.
 * Source: M. Suzgun et al., "Challenging BIG-Bench Tasks and Whether Chain-of-Thought Can Solve Them", 2022.
 */
export const bbh: OfficialScorer = {
  id: 'bbh',
  read(text) {
    const at = text.lastIndexOf(mark);
    const rest = text.slice(at === -1 ? 0 : at + mark.length);
    const start = text.length - rest.trimStart().length;
    const answer = rest.trim().replace(/\.$/, '');
    return { answer, span: { start, end: start + answer.length } };
  },
  isRight: (answer, target) => answer === target,
};
