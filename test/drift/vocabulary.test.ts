import { describe, expect, it } from 'vitest';
import { compareVocabularies, type Vocabulary } from '../../src/drift/vocabulary.ts';

const words = Array.from({ length: 400 }, (_, id) => `word${id}`);

function vocabulary(changes: Partial<Vocabulary> = {}): Vocabulary {
  return { tokens: words, special: new Set([0, 1]), size: 400, ...changes };
}

function changed(...entries: [number, string | undefined][]): (string | undefined)[] {
  const tokens: (string | undefined)[] = [...words];
  for (const [id, token] of entries) tokens[id] = token;
  return tokens;
}

describe('two vocabularies', () => {
  it('share every plain token that is one and the same in both', () => {
    const compared = compareVocabularies({ baseline: vocabulary(), reasoning: vocabulary() });
    if (compared.kind !== 'shared') throw new Error(compared.why);
    expect([...compared.shared]).toEqual(words.map((_, id) => (id < 2 ? 0 : 1)));
    expect(compared.dropped).toEqual({ baseline: 2, reasoning: 2 });
  });

  it('drop what is special or added on either side, however it is written, and what only one has', () => {
    // The other model has the chain's marks as ids that the baseline has no token for, and has made one plain token special.
    const reasoning = vocabulary({
      tokens: changed([1, '<think>'], [400, '</think>'], [7, undefined]),
      special: new Set([0, 1, 5, 400]),
      size: 512,
    });
    const compared = compareVocabularies({ baseline: vocabulary({ size: 450 }), reasoning });
    if (compared.kind !== 'shared') throw new Error(compared.why);
    expect(compared.shared).toHaveLength(450);
    const left = [...compared.shared.keys()].filter((id) => compared.shared[id] === 0);
    expect(left).toEqual([0, 1, 5, 7, ...Array.from({ length: 50 }, (_, at) => 400 + at)]);
    expect(compared.dropped).toEqual({ baseline: 4, reasoning: 4 });
  });

  it('are different where one plain token is, with that one as the example', () => {
    const reasoning = vocabulary({ tokens: changed([17, 'ba\n'], [18, 'x']) });
    expect(compareVocabularies({ baseline: vocabulary(), reasoning })).toEqual({
      kind: 'different',
      why: 'Token 17 is “word17” in the one and “ba\\n” in the other.',
    });
  });

  it('are different where too few tokens are shared', () => {
    const smaller = (length: number) => vocabulary({ tokens: words.slice(0, length) });
    const with396 = compareVocabularies({ baseline: vocabulary(), reasoning: smaller(397) });
    expect(with396.kind).toBe('shared');
    const compared = compareVocabularies({ baseline: smaller(390), reasoning: vocabulary() });
    expect(compared).toEqual({
      kind: 'different',
      why: 'Only 388 of 398 tokens are written alike under one number in both.',
    });
    // Tokens that the model gives no logit for are not there.
    const cut = compareVocabularies({
      baseline: vocabulary({ size: 300 }),
      reasoning: vocabulary(),
    });
    expect(cut.kind).toBe('different');
    const none = vocabulary({ tokens: [], size: 0 });
    expect(compareVocabularies({ baseline: none, reasoning: none }).kind).toBe('different');
  });
});
