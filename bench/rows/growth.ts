import { ratioOf, spreadOf } from '../harness/figures.ts';
import type { Row } from '../harness/row.ts';

/** Whether a trial takes longer the more replies are stored. */
export const growthRow: Row = {
  id: 'growth',
  async measure({ openPage, repeats, quick, note }) {
    const sizes = quick ? [100, 1000] : [100, 1000, 10_000];
    const open = quick ? 32 : 96;
    const each = new Map(
      sizes.map((size): [number, Figures] => [size, { trial: [], start: [], memory: [] }]),
    );
    for (let round = 0; round <= repeats; round++) {
      for (const stored of sizes) {
        // A page of its own: what one run leaves behind would be counted as the next one's.
        const page = await openPage();
        const { made, milliseconds, start } = await page.evaluate(
          async (input) => (await window.bench.growth()).run(input),
          { stored, open },
        );
        const memory = await page.evaluate(async () => (await window.bench.growth()).memory());
        const trial = milliseconds / made;
        note(`${stored} stored: ${trial.toFixed(1)} ms a trial, ${memory.toFixed(0)} MB`);
        if (round === 0) continue;
        const figures = each.get(stored);
        figures?.trial.push(trial);
        figures?.start.push(start);
        figures?.memory.push(memory);
      }
    }
    const few = each.get(sizes[0] ?? 0)?.trial ?? [];
    const many = each.get(sizes.at(-1) ?? 0)?.trial ?? [];
    return [
      {
        work: `time a trial at ${String(sizes.at(-1))} stored replies`,
        against: `at ${String(sizes[0])}`,
        unit: '×',
        figure: ratioOf(many, few),
        goal: { sense: 'at most', value: 1.1 },
        parts: Object.fromEntries(
          [...each].flatMap(([size, { trial, start, memory }]) => [
            [`at ${size}, ms a trial`, spreadOf(trial)],
            [`at ${size}, ms from Run to the first batch`, spreadOf(start)],
            [`at ${size}, MB of page and workers after the run`, spreadOf(memory)],
          ]),
        ),
      },
    ];
  },
};

interface Figures {
  readonly trial: number[];
  readonly start: number[];
  readonly memory: number[];
}
