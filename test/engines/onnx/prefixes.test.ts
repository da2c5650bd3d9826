import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByPrefix } from '../../../src/engines/onnx/prefixes.ts';

const text = (...prompt: number[]) => ({ prompt, text: [1, 2] });
const item = [5, 6, 7, 8, 9, 10, 11, 12];

describe('texts that begin alike', () => {
  it('come together, with the longest beginning of whole blocks that is theirs', () => {
    const groups = groupByPrefix([
      text(...item, 3, 4),
      text(60, 61, 62),
      text(...item),
      text(...item, 3, 20, 21, 22, 4),
    ]);
    expect(groups).toEqual([
      { prefix: item.slice(0, 4), texts: [2, 0, 3] },
      { prefix: [], texts: [1] },
    ]);
  });

  it('keep each prompt’s last token with its text, which it predicts', () => {
    const groups = groupByPrefix([text(...item), text(...item)]);
    expect(groups).toEqual([{ prefix: item.slice(0, 4), texts: [0, 1] }]);
    const longer = groupByPrefix([text(...item, 1), text(...item, 1)]);
    expect(longer).toEqual([{ prefix: item, texts: [0, 1] }]);
  });

  it('stay with their own kin where two questions begin with the same words', () => {
    const [one, two] = [
      [5, 6, 7, 8, 20, 21, 22, 23, 24, 25, 26, 27],
      [5, 6, 7, 8, 30, 31, 32, 33, 34, 35, 36, 37],
    ];
    const groups = groupByPrefix([
      text(...one, 2),
      text(...two, 2),
      text(...one, 3),
      text(...two, 3),
    ]);
    expect(groups).toEqual([
      { prefix: one, texts: [0, 2] },
      { prefix: two, texts: [1, 3] },
    ]);
  });

  it('are each in one group, behind a beginning that is theirs, and never read more than whole', () => {
    const prompts = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(prompts, (all) => {
        const groups = groupByPrefix(all.map((prompt) => text(...prompt)));
        const places = groups.flatMap(({ texts }) => texts);
        expect(places.sort((a, b) => a - b)).toEqual([...all.keys()]);
        let read = 0;
        for (const { prefix, texts } of groups) {
          read += prefix.length;
          expect(prefix.length % 4).toBe(0);
          for (const at of texts) {
            const prompt = all[at] ?? [];
            expect(prompt.slice(0, prefix.length)).toEqual(prefix);
            expect(prefix.length).toBeLessThan(prompt.length);
            read += prompt.length - prefix.length;
          }
        }
        expect(read).toBeLessThanOrEqual(all.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });
});
