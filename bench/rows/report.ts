import { spreadOf } from '../harness/figures.ts';
import type { Row } from '../harness/row.ts';

/** A report of many items in its worker, and whether the page goes on meanwhile. */
export const reportRow: Row = {
  id: 'report',
  async measure({ openPage, repeats, quick, note }) {
    const page = await openPage();
    const { items, replies } = await page.evaluate(
      async (input) => (await window.bench.report()).prepare(input),
      { items: quick ? 2000 : 10_000 },
    );
    const runs: { milliseconds: number; findings: number; longest: number }[] = [];
    const headlines: typeof runs = [];
    for (let round = 0; round <= repeats; round++) {
      for (const [only, into] of [
        [false, runs],
        [true, headlines],
      ] as const) {
        const one = await page.evaluate(
          async (input) => (await window.bench.report()).report(input),
          { headlines: only },
        );
        note(
          `${one.findings} findings: ${one.milliseconds.toFixed(0)} ms, longest task ${one.longest.toFixed(0)} ms`,
        );
        if (round > 0) into.push(one);
      }
    }
    const seconds = (all: typeof runs) => spreadOf(all.map((one) => one.milliseconds / 1000));
    const findings = runs[0]?.findings ?? 0;
    const parts = { items, replies, findings };
    return [
      {
        work: `report of ${items} items, ${findings} findings, 10,000 draws each, in a worker`,
        against: 'a second',
        unit: 's',
        figure: seconds(runs),
        goal: { sense: 'at most', value: 1 },
        parts: { ...parts, 'headlines alone, as in a run, s': seconds(headlines) },
      },
      {
        work: 'longest task of the page while a report is computed',
        against: '50 ms',
        unit: 'ms',
        figure: spreadOf(runs.map(({ longest }) => longest)),
        goal: { sense: 'at most', value: 50 },
        parts: {
          ...parts,
          'headlines alone, ms': spreadOf(headlines.map(({ longest }) => longest)),
        },
      },
    ];
  },
};
