import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/app/pace.ts';
import type { Reply } from '../../src/domain/reply.ts';

const replies = (count: number, tokens: number): Reply[] =>
  Array.from({ length: count }, (_, at) => ({
    trial: String(at),
    tokens: new Array<number>(tokens).fill(1),
    chain: null,
    answer: '',
    chainTokens: 0,
    stop: 'end',
    timing: { prefill: 0, decode: 0 },
  }));
const open = (baseline: number, reasoning: number) => [
  ...new Array<{ side: 'baseline' }>(baseline).fill({ side: 'baseline' }),
  ...new Array<{ side: 'reasoning' }>(reasoning).fill({ side: 'reasoning' }),
];

describe('Pace', () => {
  it('says nothing before it has measured', () => {
    expect(new Pace().tokensPerSecond).toBeNull();
    expect(new Pace().secondsLeft(open(1, 1))).toBeNull();
  });

  it('takes a side that it has not seen to be as fast as the other, until it has', () => {
    const pace = new Pace();
    pace.add('baseline', replies(10, 5), 1000);
    expect(pace.tokensPerSecond).toBe(50);
    expect(pace.secondsLeft(open(10, 20))).toBeCloseTo(3);
    pace.add('reasoning', replies(10, 50), 4000);
    expect(pace.secondsLeft(open(0, 10))).toBeCloseTo(4);
  });
});
