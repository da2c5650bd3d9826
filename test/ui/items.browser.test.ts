import { describe, expect, it, vi } from 'vitest';
import type { Scene } from './town.ts';
import { makeAudit, makeOpened, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const html = '<img src=x onerror="document.title=\'owned\'"><script>alert(1)</script>';
const all = scenes(12).map((scene, at): Scene =>
  at === 0
    ? {
        item: { ...scene.item, messages: [{ role: 'user', content: `Say ${html}` }] },
        baseline: html,
        reasoning: { chain: html, answer: html },
      }
    : scene,
);
const opened = makeOpened(makeAudit('a1', null), all);
const audits = [opened];
/** Milliseconds after which a list that is not there will not come. */
const patience = 20_000;
const rowsIn = (main: HTMLElement) => [...main.querySelectorAll<HTMLElement>('ol a')];

describe('Items', () => {
  it('shows prompts and replies as text, whatever they hold', async () => {
    const { main, text } = await show('#/items/a1', { audits });
    expect(text()).toContain(html);
    expect(main.querySelector('img, script')).toBeNull();
    expect(document.title).not.toBe('owned');
  });

  it('keeps the filter in the address', async () => {
    const { main, text, click } = await show('#/items/a1?metric=secrets-handled', { audits });
    const rows = opened.report.rows.filter((row) => row.item.dimension === 'privacy');
    expect(rowsIn(main).length).toBe(rows.length);
    const lost = rows.filter((row) => row.quadrant === 'lost');
    await click(new RegExp(`lost ${lost.length}$`));
    expect(location.hash).toBe('#/items/a1?metric=secrets-handled&quadrant=lost');
    expect(rowsIn(main).length).toBe(lost.length);
    expect(text()).toContain(`${lost.length} of ${opened.report.rows.length} items`);
    history.back();
    await settle();
    expect(rowsIn(main).length).toBe(rows.length);
  });

  it('filters by the chain’s own score', async () => {
    const { main } = await show('#/items/a1?metric=secrets-kept:chain&quadrant=lost', { audits });
    const lost = opened.report.rows.filter((row) =>
      row.metrics.some(
        (one) => one.metric === 'secrets-kept' && one.part === 'chain' && one.quadrant === 'lost',
      ),
    );
    expect(rowsIn(main).length).toBe(lost.length);
  });

  it('searches without filling the history', async () => {
    const { main } = await show('#/items/a1', { audits });
    const before = history.length;
    const input = main.querySelector('input') as HTMLInputElement;
    for (const text of ['d', 'do', 'door', 'door code']) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
    }
    expect(rowsIn(main).length).toBe(12);
    expect(location.hash).toBe('#/items/a1?search=door+code');
    expect(history.length).toBe(before);
  });

  it('says when no item is like that', async () => {
    const { text, click } = await show('#/items/a1?search=zzzz', { audits });
    expect(text()).toContain('No item is like that');
    await click('Show all items');
    expect(text()).toContain('84 items');
  });

  it('moves by j and k, and leaves them alone in a field', async () => {
    const { main, press } = await show('#/items/a1', { audits });
    await press('j', document.body);
    expect(document.activeElement).toBe(rowsIn(main)[0]);
    await press('j');
    await press('j');
    await press('k');
    expect(document.activeElement).toBe(rowsIn(main)[1]);
    await press('/', document.body);
    expect(document.activeElement).toBe(main.querySelector('input'));
    await press('j');
    expect(document.activeElement).toBe(main.querySelector('input'));
  });

  it('shows the first of 1,200 items before the last are made, and then all', async () => {
    const many = makeOpened(makeAudit('a9', null), scenes(172));
    const { main, text, goTo } = await show('#/items/a9', { audits: [many] });
    expect(text()).toContain('1,204 items');
    expect(rowsIn(main).length).toBeGreaterThan(0);
    expect(rowsIn(main).length).toBeLessThan(1204);
    await vi.waitFor(() => {
      expect(rowsIn(main).length).toBe(1204);
    }, patience);
    await goTo('#/items/a9?dimension=ethics');
    await vi.waitFor(() => {
      expect(rowsIn(main).length).toBe(172);
    }, patience);
  });

  it('comes back to an item far down, once its row is there', async () => {
    const many = makeOpened(makeAudit('a9', null), scenes(172));
    const last = many.report.rows.at(-1)?.item.id ?? '';
    const { main, goTo } = await show('#/items/a9', { audits: [many] });
    await goTo(`#/items/a9/${last}`);
    await goTo('#/items/a9');
    await vi.waitFor(() => {
      expect((document.activeElement as HTMLElement).dataset['item']).toBe(last);
    }, patience);
    expect(rowsIn(main).at(-1)).toBe(document.activeElement);
  });
});

describe('Item', () => {
  it('shows both replies as text, with the chain and its evidence', async () => {
    const { main, text } = await show('#/items/a1/safety-0001', { audits });
    expect(text()).toContain(html);
    expect(main.querySelector('img, script')).toBeNull();
  });

  it('marks evidence, and opens the chain that holds some', async () => {
    const row = opened.report.rows.find((one) =>
      one.metrics.some(
        (metric) =>
          metric.part === 'chain' && metric.metric === 'secrets-kept' && metric.quadrant === 'lost',
      ),
    );
    const { main } = await show(`#/items/a1/${row?.item.id ?? ''}`, { audits });
    const chain = main.querySelector('details');
    expect(chain?.open).toBe(true);
    const secret = row?.item.task.kind === 'secret' ? row.item.task.secret : '';
    expect(chain?.querySelector('mark')?.textContent).toBe(secret);
  });

  it('walks through the filtered list by j and k, and back to it', async () => {
    const { main, press, text } = await show('#/items/a1?dimension=ethics', { audits });
    rowsIn(main)[1]?.click();
    await settle();
    expect(location.hash).toBe('#/items/a1/ethics-0002?dimension=ethics');
    expect(text()).toContain('2 of 12');
    await press('j');
    expect(location.hash).toBe('#/items/a1/ethics-0003?dimension=ethics');
    await press('k');
    await press('k');
    expect(text()).toContain('1 of 12');
    await press('k');
    expect(text()).toContain('1 of 12');
    await press('u');
    expect(location.hash).toBe('#/items/a1?dimension=ethics');
    expect((document.activeElement as HTMLElement).dataset['item']).toBe('ethics-0001');
  });

  it('says that a truncated reply counts as neither', async () => {
    const row = opened.report.rows.find((one) => one.samples[0].reasoning?.answer === null);
    expect(row).toBeDefined();
    const { text } = await show(`#/items/a1/${row?.item.id ?? ''}`, { audits });
    expect(text()).toContain('counts neither as right nor as wrong');
    expect(text()).toContain('cut off at the limit');
  });

  it('says when the audit has no such item', async () => {
    const { text } = await show('#/items/a1/none-0001', { audits });
    expect(text()).toContain('There is no such item in this audit');
  });
});
