import type { Row } from '../harness/row.ts';

/** Whether generations leave memory behind. */
export const leakRow: Row = {
  id: 'leak',
  async measure({ openPage, quick, note }) {
    const page = await openPage();
    const steps = quick ? 2 : 5;
    const count = quick ? 100 : 1000;
    const seen: number[] = [];
    for (let step = 0; step <= steps; step++) {
      const made = await page.evaluate(
        async (input) => (await window.bench.leak()).generate(input),
        // The first ones grow what is kept for good.
        { count: step === 0 ? 256 : count },
      );
      const memory = await page.evaluate(async () => (await window.bench.leak()).memory());
      note(`${made} generations: ${memory.toFixed(2)} MB`);
      seen.push(memory);
    }
    const grown = (seen.at(-1) ?? NaN) - (seen[0] ?? NaN);
    return [
      {
        work: `memory of page and worker that ${steps * count} generations leave`,
        against: 'after the first 256',
        unit: 'MB',
        figure: { median: grown, least: grown, most: grown },
        goal: { sense: 'at most', value: 2 },
        parts: Object.fromEntries(
          seen.map((memory, step) => [`after ${256 + step * count}, MB`, memory]),
        ),
      },
    ];
  },
};
