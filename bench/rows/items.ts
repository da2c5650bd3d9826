import { spreadOf } from '../harness/figures.ts';
import type { Row } from '../harness/row.ts';

/** The table of many items: until it can be used, while it is scrolled, and while it is searched. */
export const itemsRow: Row = {
  id: 'items',
  async measure({ openPage, repeats, quick, note }) {
    const page = await openPage();
    const id = await page.evaluate(async (input) => (await window.bench.items()).prepare(input), {
      items: quick ? 2000 : 10_000,
    });
    const shown: { milliseconds: number; longest: number }[] = [];
    for (let round = 0; round <= repeats; round++) {
      const one = await page.evaluate(async (input) => (await window.bench.items()).show(input), {
        id,
      });
      note(`shown after ${one.milliseconds.toFixed(0)} ms`);
      if (round > 0) shown.push(one);
    }
    const scrolled = await page.evaluate(
      async (input) => (await window.bench.items()).scroll(input),
      { frames: 300 },
    );
    const searches: number[] = [];
    for (const text of ['b', 'ba', 'bak', 'bake', 'baker']) {
      searches.push(
        await page.evaluate(async (input) => (await window.bench.items()).search(input), { text }),
      );
    }
    const one = (value: number) => ({ median: value, least: value, most: value });
    return [
      {
        work: `table of ${quick ? '2,000' : '10,000'} items, from the click to a frame with its rows`,
        against: 'a second',
        unit: 's',
        figure: spreadOf(shown.map(({ milliseconds }) => milliseconds / 1000)),
        goal: { sense: 'at most', value: 1 },
        parts: {
          'longest task, ms': spreadOf(shown.map(({ longest }) => longest)),
          'a letter in the search, ms': spreadOf(searches),
        },
      },
      {
        work: 'the same, scrolled: time between frames, slow twentieth',
        against: 'a display of 60 Hz, with a fifth to spare',
        unit: 'ms',
        figure: one(scrolled.slowTwentieth),
        goal: { sense: 'at most', value: 20 },
        parts: { 'median, ms': scrolled.median, 'slowest, ms': scrolled.slowest },
      },
    ];
  },
};
