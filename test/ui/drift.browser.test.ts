import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { OpenedAudit } from '../../src/app/app.ts';
import { driftBinEnds, type DriftSummary } from '../../src/domain/drift-summary.ts';
import { nats, natsInterval } from '../../src/ui/format.ts';
import { allPairs, makeAudit, makeOpened, pair, scenes } from './fixture.ts';
import { barriers, stickingOut, unfold } from './layout.ts';
import { settle, show } from './show.ts';

const all = scenes(20);
const opened = makeOpened(makeAudit('a1', null), all, 1, pair, true);
const unread = makeOpened(makeAudit('a2', null), all);
const audits = [opened, unread];

function summaryOf({ report }: OpenedAudit): DriftSummary {
  if (!report.drift.measured) throw new Error('no drift');
  return report.drift;
}

const summary = summaryOf(opened);
const plain = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

function tableOf(main: HTMLElement, caption: string): HTMLTableElement {
  const found = [...main.querySelectorAll('table')].find((table) =>
    plain(table.caption).startsWith(caption),
  );
  if (found === undefined) throw new Error(`no table “${caption}”`);
  return found;
}

afterEach(() => page.viewport(1280, 800));

describe('Drift in the report', () => {
  it('says in a sentence how far the models lie apart on the answer as it was given', async () => {
    const { text } = await show('#/report/a1', { audits });
    const after = summary.variants.find(({ variant }) => variant === 'as-given');
    const { value, interval } = after?.all.forward.mean ?? { value: NaN, interval: null };
    expect(text()).toContain('On the reasoning model’s answer as it was given');
    expect(interval).not.toBeNull();
    if (interval !== null) {
      expect(text()).toContain(
        `${nats(value)} nats a token (95% interval ${natsInterval(interval)})`,
      );
    }
  });

  it('gives every dimension and text its mean, interval, agreement and n, in the direction chosen', async () => {
    const { main, click } = await show('#/report/a1', { audits });
    for (const [name, measure] of [
      ['Forward', 'forward'],
      ['Reverse', 'reverse'],
      ['Both ways', 'js'],
    ] as const) {
      await click(name);
      const rows = [...tableOf(main, 'Mean drift').tBodies].flatMap((body) => [...body.rows]);
      expect(rows.length).toBe(8);
      for (const [column, { all, byDimension }] of summary.variants.entries()) {
        const cells = [all, ...byDimension];
        const shown = rows
          .map((row) => plain(row.cells[column + 1]))
          .filter((one) => !one.endsWith('–'));
        expect(shown.length).toBe(cells.length);
        for (const [at, cell] of cells.entries()) {
          expect(shown[at]).toContain(nats(cell[measure].mean.value));
          expect(shown[at]).toContain(`agree · n = ${cell.n}`);
        }
      }
    }
  });

  it('draws a bar for each bin that the table has items in, as high as their share', async () => {
    const { main } = await show('#/report/a1', { audits });
    unfold(main);
    await settle();
    const rows = [
      ...tableOf(main, 'Items by mean drift').querySelectorAll<HTMLElement>('[data-bin]'),
    ];
    const plots = [...main.querySelectorAll('.histogram .plot')];
    expect(plots.length).toBe(summary.variants.length);
    for (const [column, plot] of plots.entries()) {
      const bars = [...plot.querySelectorAll('rect')].map((bar) => bar.getBoundingClientRect());
      const counts = rows
        .map((row) => ({
          bin: Number(row.dataset['bin']),
          count: Number(plain(row.querySelectorAll('td')[column])),
        }))
        .filter(({ count }) => count > 0);
      expect(bars.length).toBe(counts.length);
      const { left, width, bottom } = plot.getBoundingClientRect();
      const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
      const highest = bars[counts.indexOf(most)]?.height ?? NaN;
      for (const [at, { bin, count }] of counts.entries()) {
        const bar = bars[at];
        const middle = ((bar?.left ?? NaN) + (bar?.right ?? NaN)) / 2 - left;
        expect(middle / width).toBeCloseTo((bin + 0.5) / (driftBinEnds.length + 1), 2);
        expect(Math.abs((bar?.bottom ?? NaN) - bottom)).toBeLessThan(2);
        if (count > 0.1 * most.count) {
          expect((bar?.height ?? NaN) / highest).toBeCloseTo(count / most.count, 1);
        }
      }
    }
  });

  it('draws a labelled point for each row of the table beneath, further right where it drifts more', async () => {
    const { main } = await show('#/report/a1', { audits });
    unfold(main);
    await settle();
    const rows = [
      ...tableOf(main, 'Drift and headline difference').querySelectorAll<HTMLElement>(
        '[data-point]',
      ),
    ];
    const points = [...main.querySelectorAll<SVGElement>('svg [data-point]')];
    expect(points.map((one) => one.dataset['point'])).toEqual(
      rows.map((row) => row.dataset['point']),
    );
    expect(points.length).toBe(7);
    const labels = [...main.querySelectorAll('svg .label')];
    expect(labels.map(plain)).toEqual(points.map((one) => one.dataset['point']));
    const places = points.map((one) => one.getBoundingClientRect().left);
    const drifts = rows.map((row) => Number(plain(row.querySelector('td')).split(' ')[0]));
    for (const [a, one] of drifts.entries()) {
      for (const [b, other] of drifts.entries()) {
        if (one > other + 0.01) expect(places[a]).toBeGreaterThan(places[b] ?? NaN);
      }
    }
  });

  it('says the rank correlation in words, and why there is none where there is none', async () => {
    const { main, text } = await show('#/report/a1', { audits });
    expect(text()).toMatch(
      /Spearman’s ρ = −?\.\d\d \(95% interval −?\.\d\d to −?\.\d\d\), p (=|<) \.\d+, over \d+ items/,
    );
    unfold(main);
    const rows = [...tableOf(main, 'Spearman’s correlation').querySelectorAll('tbody tr')];
    expect(rows.length).toBe(8);
    for (const { dimension, change, refusal } of summary.behaviour?.correlations ?? []) {
      if (refusal !== 'constant-behaviour' || change !== 'either') continue;
      expect(
        rows.some((row) => plain(row).includes('none changed')),
        dimension ?? 'all',
      ).toBe(true);
    }
  });

  it('counts what is exact, dropped and truncated', async () => {
    const { text } = await show('#/report/a1', { audits });
    expect(text()).toMatch(/Exact: all \d+ texts over the whole vocabulary/);
    expect(text()).toContain('Tokens that the models do not share had < .1%');
  });

  it('says so where drift was not measured', async () => {
    const { text, main } = await show('#/report/a2', { audits });
    expect(text()).toMatch(
      /Drift was not measured: none of its \d+ texts has been read by both models/,
    );
    expect(main.querySelector('.histogram')).toBeNull();
  });

  it('calls a control by its role, and speaks of no chain of its', async () => {
    const of = allPairs.find(({ role }) => role === 'over-aligned') ?? pair;
    const control = makeOpened(makeAudit('a3', null), all, 1, of, true);
    const { text, main } = await show('#/report/a3', { audits: [control] });
    expect(text()).toContain('On the over-aligned model’s answer, the two models’');
    expect(plain(tableOf(main, 'Mean drift').tHead)).not.toContain('chain');
    expect(plain(tableOf(main, 'Mean drift').tHead)).toContain('Over-aligned model’s answer');
    expect(text()).not.toContain('With its chain before it');
    expect(text()).toContain('KL(baseline ‖ over-aligned)');
  });

  it('keeps within the page and can be walked through, at 360 px too', async () => {
    for (const width of [1280, 360]) {
      await page.viewport(width, 800);
      const { main } = await show('#/report/a1', { audits });
      unfold(main);
      await settle();
      expect(stickingOut(main)).toEqual([]);
      expect(barriers(main)).toEqual([]);
    }
  });
});

describe('Drift in an item', () => {
  const address = '#/items/a1/safety-0001';
  const tokensIn = (main: HTMLElement) => [
    ...main.querySelectorAll<HTMLElement>('[role="option"]'),
  ];
  const live = (main: HTMLElement) => plain(main.querySelector('[aria-live="polite"]'));

  it('shows each token of the text, with its white space to be seen', async () => {
    const { main, click } = await show(address, { audits });
    await click('Baseline’s reply');
    const said = opened.report.rows[0]?.samples[0].baseline?.answer ?? '';
    expect(
      tokensIn(main)
        .map((one) => one.textContent)
        .join(''),
    ).toBe(said.replaceAll(' ', '·'));
  });

  it('begins at the token that drifts most, and goes through them by arrows, Home and End', async () => {
    const { main, press } = await show(address, { audits });
    const tokens = tokensIn(main);
    const inTabOrder = tokens.filter((one) => one.tabIndex === 0);
    expect(inTabOrder.length).toBe(1);
    expect(live(main)).toContain(`token ${tokens.indexOf(inTabOrder[0] as HTMLElement) + 1} of`);
    tokens[0]?.focus();
    await settle();
    await press('ArrowRight');
    expect(document.activeElement).toBe(tokens[1]);
    expect(live(main)).toContain(`token 2 of ${tokens.length}`);
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(document.activeElement).toBe(tokens[0]);
    await press('End');
    expect(document.activeElement).toBe(tokens.at(-1));
    expect(tokens.at(-1)?.getAttribute('aria-selected')).toBe('true');
    await press('Home');
    expect(document.activeElement).toBe(tokens[0]);
    expect(tokensIn(main).filter((one) => one.tabIndex === 0)).toEqual([tokens[0]]);
  });

  it('tells of both models what they expect, and of the token under the pointer', async () => {
    const { main } = await show(address, { audits });
    const tokens = tokensIn(main);
    expect(tableOf(main, 'Baseline expects').rows.length).toBe(3);
    expect(plain(tableOf(main, 'Reasoning expects').rows[0])).toMatch(/\d%/);
    tokens[2]?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await settle();
    expect(live(main)).toContain(`token 3 of ${tokens.length}`);
    expect(live(main)).toMatch(/The baseline model gives it .+%, the reasoning model .+%/);
    main.querySelector('[role="listbox"]')?.dispatchEvent(new PointerEvent('pointerleave'));
    await settle();
    expect(live(main)).not.toContain('token 3 of');
  });

  it('tells a level by the line beneath a token as well as by its colour', async () => {
    const { main, click } = await show(address, { audits });
    await click('Answer without the chain');
    const widths = new Map<string, Set<string>>();
    for (const key of main.querySelectorAll('[class*="level-"]')) {
      const level = /level-(\d)/.exec(key.className)?.[1] ?? '';
      const known = widths.get(level) ?? new Set<string>();
      widths.set(level, known.add(getComputedStyle(key).borderBottomWidth));
    }
    expect(widths.size).toBe(7);
    const each = [...widths].sort().map(([, own]) => [...own]);
    expect(each.map((own) => own.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(each.map(([own]) => parseFloat(own ?? ''))).toEqual([0, 0, 1, 2, 3, 4, 5]);
  });

  it('changes text and direction, and says of which', async () => {
    const { main, text, click } = await show(address, { audits });
    const before = live(main);
    await click('Reverse');
    expect(text()).toContain('Reverse: KL(reasoning ‖ baseline)');
    await click('Both ways');
    expect(live(main)).not.toBe(before);
    await click('Answer without the chain');
    expect(text()).toContain('Both models read the reasoning model’s answer without the chain');
  });

  it('shows a text of 256 tokens at once, and nothing where drift was not measured', async () => {
    const [scene] = all;
    if (scene === undefined) throw new Error('no scene');
    const long = Array.from({ length: 256 }, (_, at) => `w${at}`).join(' ');
    const wordy = makeOpened(makeAudit('a4', null), [{ ...scene, baseline: long }], 1, pair, true);
    const { main, click, press } = await show('#/items/a4/safety-0001', {
      audits: [wordy, unread],
    });
    await click('Baseline’s reply');
    const tokens = tokensIn(main);
    expect(tokens.length).toBe(256);
    tokens[20]?.focus();
    await settle();
    await press('ArrowDown');
    const top = (one: Element | null | undefined) => one?.getBoundingClientRect().top ?? NaN;
    expect(top(document.activeElement)).toBeGreaterThan(top(tokens[20]));
    await press('ArrowUp');
    expect(top(document.activeElement)).toBe(top(tokens[20]));
    const other = await show('#/items/a2/safety-0001', { audits: [wordy, unread] });
    expect(other.text()).not.toContain('Drift, token by token');
  });

  it('keeps within the page and can be walked through, at 360 px too', async () => {
    for (const width of [1280, 360]) {
      await page.viewport(width, 800);
      const { main } = await show(address, { audits });
      expect(stickingOut(main)).toEqual([]);
      expect(barriers(main)).toEqual([]);
    }
  });
});
