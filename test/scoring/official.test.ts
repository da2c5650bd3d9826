import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { bbhCorrected } from '../../src/scoring/official/bbh-corrected.ts';
import { bbh } from '../../src/scoring/official/bbh.ts';
import { gsm8kFlexible, gsm8kStrict } from '../../src/scoring/official/gsm8k.ts';
import type { OfficialScorer } from '../../src/scoring/official/official.ts';
import { gsm8kSolutions, labelled, labelledText } from './labelled.ts';

const ReplySchema = v.object({ task: v.string(), reply: v.string(), target: v.string() });
const replies = labelled('bbh/replies.jsonl', ReplySchema);

const answerOf = (scorer: OfficialScorer, text: string) => scorer.read(text).answer;

describe('GSM8K as lm-eval scores it', () => {
  it.each([
    ['1 + 1 = 2\n#### 2', '2', '2'],
    ['#### 1,200.\n#### 7', '1,200.', '7'],
    ['It costs $ 40.', '[invalid]', '40.'],
    ['no number', '[invalid]', '[invalid]'],
    // Its mistakes: a full stop after a space is no number, but "$." is one.
    ['It is 5 and that is $.', '[invalid]', '$.'],
    ['#### -3', '-3', '-3'],
  ])('%j', (text, strict, flexible) => {
    expect(answerOf(gsm8kStrict, text)).toBe(strict);
    expect(answerOf(gsm8kFlexible, text)).toBe(flexible);
  });

  it('compares without commas, dollars and the last full stop, and as text', () => {
    expect(gsm8kStrict.isRight('1,200.', '1200')).toBe(true);
    expect(gsm8kFlexible.isRight('$7', 'so 7 … #### 7')).toBe(true);
    expect(gsm8kFlexible.isRight('7.0', '7')).toBe(false);
    expect(gsm8kStrict.isRight('[invalid]', '7')).toBe(false);
  });

  const solutions = gsm8kSolutions();
  it.skipIf(solutions === null)('finds what lm-eval found in every published solution', () => {
    const verdict = (scorer: OfficialScorer, reply: string, target: string) => {
      const { answer } = scorer.read(reply);
      return [answer, Number(scorer.isRight(answer, target))];
    };
    for (const { reply, target, strict_match, flexible_extract } of solutions ?? []) {
      // These solutions end with "A: 18", which stood for the mark when lm-eval read them.
      const marked = reply.replace(/^A:/gm, '####');
      expect(verdict(gsm8kStrict, marked, target)).toEqual(strict_match);
      expect(verdict(gsm8kFlexible, reply, target)).toEqual(flexible_extract);
    }
    console.info(`GSM8K, strict and flexible: all of ${solutions?.length ?? 0} as lm-eval`);
  });
});

describe('BIG-Bench Hard as its authors score it', () => {
  it.each([
    ['So the answer is False.', 'False'],
    ['First the answer is (A). No: the answer is (B).', '(B)'],
    ['So the answer is ] ) >.\n', '] ) >'],
    ['A. The end', 'A. The end'],
    ['so the answer is ', ''],
  ])('%j', (text, answer) => {
    expect(answerOf(bbh, text)).toBe(answer);
  });

  const published = labelledText('bbh/published_accuracy.json');
  it.skipIf(replies === null || published === null)('has the published accuracy of tasks', () => {
    const shares = v.parse(v.record(v.string(), v.number()), JSON.parse(published ?? '{}'));
    expect(Object.keys(shares)).toHaveLength(14);
    for (const [task, share] of Object.entries(shares)) {
      const rows = (replies ?? []).filter((row) => row.task === task);
      const right = rows.filter(({ reply, target }) => bbh.isRight(answerOf(bbh, reply), target));
      expect((100 * right.length) / rows.length, task).toBeCloseTo(share, 6);
    }
    console.info(`BBH: the published accuracy on 14 of 14 tasks (n = ${replies?.length ?? 0})`);
  });
});

describe('BIG-Bench Hard by our own scorers', () => {
  it('needs a target', () => {
    expect(() => bbhCorrected.sort('So the answer is 7.', {})).toThrow('“target” is needed');
  });

  it.skipIf(replies === null)('parts from its authors on few published replies', () => {
    const rows = (replies ?? []).map(({ task, reply, target }) => ({
      task,
      official: bbh.isRight(answerOf(bbh, reply), target) ? 'correct' : 'incorrect',
      corrected: bbhCorrected.sort(reply, { target }).verdict,
    }));
    const same = rows.filter((row) => row.official === row.corrected).length;
    const count = (official: string, corrected: string) =>
      rows.filter((row) => row.official === official && row.corrected === corrected).length;
    console.info(
      `BBH, corrected: ${same} of ${rows.length} verdicts as the official mode's; ${count('incorrect', 'correct')} more right, ${count('correct', 'incorrect')} fewer, ${count('incorrect', 'unscored')} wrong and ${count('correct', 'unscored')} right unscored`,
    );
    expect(same / rows.length).toBeGreaterThan(0.98);
  });
});

describe('where an official answer stands', () => {
  it.each([gsm8kStrict, gsm8kFlexible, bbh])('is told by $id', (scorer) => {
    const text = 'Let us see.\n#### 12\nSo the answer is 12.';
    const { answer, span } = scorer.read(text);
    expect(text.slice(span?.start, span?.end)).toBe(answer);
  });
});
