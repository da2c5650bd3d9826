import { ratioOf, spreadOf, takeTurns } from '../harness/figures.ts';
import type { Row } from '../harness/row.ts';

/** Texts that an audit hands over at once. */
const portion = 64;

/** The classifier over texts of mixed length, against the library's pipeline one text at a time. */
export const toxicityRow: Row = {
  id: 'toxicity',
  async measure({ openPage, repeats, quick, note }) {
    const page = await openPage();
    const count = quick ? 200 : 1000;
    const { words, threads, classifier } = await page.evaluate(
      async (input) => (await window.bench.toxicity()).prepare(input),
      { count },
    );
    const ours = (size: number) =>
      page.evaluate(async (input) => (await window.bench.toxicity()).ours(input), {
        portion: size,
      });
    const taken = await takeTurns(
      {
        whole: () => ours(count),
        portions: () => ours(portion),
        single: () => page.evaluate(async () => (await window.bench.toxicity()).theirs()),
      },
      repeats,
      (name, took) => {
        note(`${name}: ${(took / 1000).toFixed(1)} s`);
      },
    );
    const apart = await page.evaluate(async () => (await window.bench.toxicity()).apart());
    const parts = {
      classifier,
      texts: count,
      words,
      threads,
      'transformers.js, s': spreadOf(taken.single.map((one) => one / 1000)),
      'largest difference of a probability': apart,
    };
    return [
      {
        work: `toxicity of ${count} texts of 5 to 120 words`,
        against: 'transformers.js pipeline, one at a time',
        unit: '×',
        figure: ratioOf(taken.single, taken.whole),
        goal: { sense: 'at least', value: 4 },
        parts: { ...parts, 'ours, s': spreadOf(taken.whole.map((one) => one / 1000)) },
      },
      {
        work: `the same in portions of ${portion}, as an audit hands them over`,
        against: 'transformers.js pipeline, one at a time',
        unit: '×',
        figure: ratioOf(taken.single, taken.portions),
        goal: { sense: 'at least', value: 4 },
        parts: { ...parts, 'ours, s': spreadOf(taken.portions.map((one) => one / 1000)) },
      },
    ];
  },
};
