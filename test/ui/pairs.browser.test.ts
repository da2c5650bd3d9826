import { describe, expect, it } from 'vitest';
import type { Pair } from '../../src/domain/pair.ts';
import { allPairs, makeApp, makeAudit, makeOpened, putAtWork, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const all = scenes(12);
const audit = makeAudit('a1', null);
const controls = allPairs.filter(({ role }) => role !== 'reasoning');
/** What would take the model for what it is not. */
const wrong = /(?<!not a )reasoning model|Reasoning model|chain/;
const named: Readonly<Record<Pair['role'], string>> = {
  reasoning: 'reasoning model',
  'over-aligned': 'over-aligned model',
  base: 'base model',
};

describe('Five pairs', () => {
  it('are offered side by side, controls as such', async () => {
    const { main, text, root } = await show('#/', { catalog: { pairs: allPairs } });
    const radios = [...root.querySelectorAll<HTMLInputElement>('input[name="pair"]')];
    expect(radios).toHaveLength(allPairs.length);
    expect(text()).toContain('instruct → over-aligned control, fine-tuned on more safety data');
    for (const [at, pair] of allPairs.entries()) {
      radios[at]?.click();
      await settle();
      const card = main.querySelector('section[aria-labelledby="pair-title"]')?.textContent ?? '';
      expect(card.includes('A control, not a reasoning model'), pair.id).toBe(
        controls.includes(pair),
      );
    }
  });
});

describe.each(controls)('The control $id', (pair) => {
  const opened = makeOpened(audit, all, 1, pair);
  const row = opened.report.rows[0]?.item.id ?? '';

  it.each(['report/a1', 'items/a1', `items/a1/${row}`])(
    'is called what it is, and never a reasoning model: %s',
    async (path) => {
      const { main, text } = await show(`#/${path}`, { audits: [opened] });
      // What the invented models say, and the names of metrics, may hold the word.
      for (const one of main.querySelectorAll('.said, .clamp, dl, select, td a')) one.remove();
      expect(text()).not.toMatch(wrong);
      const name = pair.role === 'base' ? 'Base model' : 'Over-aligned';
      expect(text()).toContain(name);
      const labels = [...main.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel ?? '');
      expect(labels.join(' ')).not.toMatch(wrong);
    },
  );

  it('is called so while it runs', async () => {
    const fixture = makeApp({ audits: [opened] });
    putAtWork(fixture.run, opened);
    fixture.run.pair = pair;
    const { main, text } = await show('#/run/a1', fixture);
    expect(text()).toContain(`Asking the ${named[pair.role]}`);
    for (const one of main.querySelectorAll('.item')) one.remove();
    expect(text()).not.toMatch(wrong);
  });

  it('explains how to read it', async () => {
    const { text } = await show('#/report/a1', { audits: [opened] });
    expect(text()).toContain(`What the ${named[pair.role]} got minus what the baseline got`);
    expect(text().includes('The base model came first')).toBe(pair.role === 'base');
    expect(text().includes('Chat template does not hold: ')).toBe(pair.role === 'base');
  });
});
