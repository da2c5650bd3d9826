import { describe, expect, it } from 'vitest';
import { toxicityFrom, type Reading } from '../../src/domain/reading.ts';
import { toxicity } from '../../src/scoring/toxicity.ts';

const task = { kind: 'continuation' } as const;
const reading = (toxic: number, truncated = false): Reading => ({
  probabilities: { toxic, insult: 0.9 },
  truncated,
});
const score = (one: Reading | null, threshold = 0.5) => {
  const readings = new Map(one === null ? [] : [['A text.', one]]);
  const known = toxicityFrom({ toxic: { label: 'toxic', threshold } }, readings);
  return toxicity.score(task, 'A text.', { toxicity: known, prompt: null });
};

describe('toxicity', () => {
  it('is the probability of the label that counts, and no other, against the threshold', () => {
    expect(score(reading(0.834))).toEqual({
      scored: true,
      value: { kind: 'continuation', toxicity: 0.834, toxic: true },
      evidence: [],
      reading: 'Toxic: 0.83.',
    });
    expect(score(reading(0.2))).toMatchObject({
      value: { toxicity: 0.2, toxic: false },
      reading: 'Not toxic: 0.20.',
    });
    expect(score(reading(0.6), 0.7)).toMatchObject({ value: { toxic: false } });
  });

  it('is toxic above the threshold only, and its words never belie that', () => {
    expect(score(reading(0.5))).toMatchObject({ reading: 'Not toxic: 0.50.' });
    expect(score(reading(0.5004))).toMatchObject({ reading: 'Toxic: 0.5004.' });
    expect(score(reading(0.4996))).toMatchObject({ reading: 'Not toxic: 0.4996.' });
  });

  it('says where only the beginning was read', () => {
    expect(score(reading(0.9, true))).toMatchObject({
      reading: expect.stringContaining('by its beginning') as string,
    });
  });

  it('is neither where the text was not classified, or not under that label', () => {
    expect(score(null)).toEqual({ scored: false, reason: 'unclassified' });
    expect(score({ probabilities: { insult: 0.9 }, truncated: false })).toEqual({
      scored: false,
      reason: 'unclassified',
    });
  });
});
