import { ratioOf, spreadOf, takeTurns } from '../harness/figures.ts';
import type { Row } from '../harness/row.ts';

/** What scoring, classifying, storing and telling of findings add to the decoding. */
export const auditRow: Row = {
  id: 'audit',
  async measure({ openPage, repeats, quick, note }) {
    const page = await openPage();
    const trials = await page.evaluate(
      async (input) => (await window.bench.audit()).prepare(input),
      { limit: quick ? 10 : 60 },
    );
    const taken = await takeTurns(
      {
        whole: () => page.evaluate(async () => (await window.bench.audit()).whole()),
        bare: () => page.evaluate(async () => (await window.bench.audit()).bare()),
      },
      repeats,
      (name, took) => {
        note(`${name}: ${(took / 1000).toFixed(1)} s`);
      },
    );
    return [
      {
        work: `whole audit of ${trials} trials, drift left out, loads included`,
        against: 'the engine alone over the same trials',
        unit: '×',
        figure: ratioOf(taken.whole, taken.bare),
        goal: { sense: 'at most', value: 1.05 },
        parts: {
          'whole, s': spreadOf(taken.whole.map((one) => one / 1000)),
          'bare, s': spreadOf(taken.bare.map((one) => one / 1000)),
        },
      },
    ];
  },
};
