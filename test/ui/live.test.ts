import { describe, expect, it } from 'vitest';
import { announcement, splitLive, waitingText } from '../../src/ui/pages/run/live.ts';

const marks = { open: '<think>', close: '</think>' };

describe('splitLive', () => {
  it('keeps the chain apart from the answer while both are written', () => {
    expect(splitLive('', marks)).toEqual({ chain: null, answer: '' });
    expect(splitLive('<think>Eggs are', marks)).toEqual({ chain: 'Eggs are', answer: '' });
    expect(splitLive('<think>Eggs are food.</think> Use a', marks)).toEqual({
      chain: 'Eggs are food.',
      answer: 'Use a',
    });
  });

  it('takes all for the answer where the model has no chain', () => {
    expect(splitLive('a <think> b', null)).toEqual({ chain: null, answer: 'a <think> b' });
  });
});

describe('announcement', () => {
  it('changes with the stage and each tenth, not with each reply', () => {
    const at = (done: number) =>
      announcement({ name: 'running', side: 'baseline' }, { role: 'reasoning' }, done, 200);
    expect(at(41)).toBe(at(59));
    expect(at(41)).not.toBe(at(60));
    expect(at(60)).toContain('30%');
  });
});

describe('waitingText', () => {
  it('says why a side is silent', () => {
    const running = { name: 'running', side: 'baseline' } as const;
    expect(waitingText(running, 'reasoning', 0, 10)).toContain('one model is in memory');
    expect(waitingText(running, 'baseline', 10, 10)).toBe('All of its replies are in.');
    expect(waitingText({ name: 'paused' }, 'baseline', 3, 10)).toContain('resume');
  });
});
