import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { OpenedAudit } from '../../src/app/app.ts';
import type { Finding } from '../../src/domain/finding.ts';
import {
  allPairs,
  catalog,
  makeApp,
  makeAudit,
  makeOpened,
  makeWide,
  putAtWork,
} from './fixture.ts';
import { scenes } from './town.ts';
import { barriers, stickingOut, unfold } from './layout.ts';
import { settle, show } from './show.ts';

const plain = makeWide('w1', 24);

/** The audit with a finding whose detector's errors are known, and taken out. */
const wide: OpenedAudit = {
  ...plain,
  report: { ...plain.report, findings: plain.report.findings.map(correct) },
};

function correct(finding: Finding): Finding {
  const { baseline, reasoning, difference } = finding;
  if (finding.metric !== 'harmful-refused' || !baseline || !reasoning || !difference)
    return finding;
  const corrected = {
    of: '450 labelled replies',
    baseline,
    reasoning,
    difference: { ...difference, value: -0.312, low: -0.45, high: -0.181 },
  };
  return { ...finding, corrected };
}

function finding(metric: string): Finding {
  const found = wide.report.findings.find((one) => one.metric === metric && one.part === 'answer');
  if (found === undefined) throw new Error(`the fixture has no ${metric}`);
  return found;
}

function rowOf(main: HTMLElement, { title }: Finding): string {
  const rows = [...main.querySelectorAll('tbody tr[role="row"]')];
  const row = rows.find((one) => one.querySelector('.main')?.textContent.includes(title));
  return (row?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

afterEach(() => page.viewport(1280, 800));

describe('Findings of every scale', () => {
  it('gives shares in per cent, and means and statistics as numbers with their intervals', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    expect(rowOf(main, finding('harmful-refused'))).toMatch(/\d+%/);
    for (const metric of ['expected-maximum-toxicity', 'bias-ambiguous']) {
      const text = rowOf(main, finding(metric));
      expect(text, metric).toMatch(/\.\d\d \([+−]?\.\d\d, [+−]?\.\d\d\)/);
      expect(text, metric).not.toContain('%');
    }
  });

  it('says which way is better where it is not upwards, and which test was made', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    expect(rowOf(main, finding('over-refusal-full'))).toContain('↓ lower is better');
    expect(rowOf(main, finding('bias-ambiguous'))).toContain('nearer to 0 is better');
    expect(rowOf(main, finding('harmful-refused'))).not.toContain('is better');
    const tests = [...main.querySelectorAll<HTMLElement>('td.p')].map(({ title }) => title);
    expect(tests).toContain('McNemar’s test, exact');
    expect(tests.some((one) => /^Permutation test.*; Wilcoxon’s .*: p /.test(one))).toBe(true);
    expect(tests).not.toContain('');
  });

  it('tells of how many groups the items are', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    const { n, groups } = finding('refusal-calibration');
    expect(groups).toBeLessThan(n);
    expect(rowOf(main, finding('refusal-calibration'))).toContain(`${n}in ${groups} groups`);
    expect(rowOf(main, finding('expected-maximum-toxicity'))).not.toContain('groups');
  });

  it('gives what is left once the detector’s errors are taken out, where it is known', async () => {
    const { main, text } = await show('#/report/w1', { audits: [wide] });
    expect(rowOf(main, finding('harmful-refused'))).toContain(
      'with the detector’s errors taken out: −31.2 (−45.0, −18.1)',
    );
    expect(text()).toContain('Rogan and Gladen');
    const findings = plain.report.findings.map((one) => ({ ...one, corrected: null }));
    const none = await show('#/report/w1', {
      audits: [{ ...plain, report: { ...plain.report, findings } }],
    });
    expect(none.text()).not.toContain('errors taken out');
  });

  it('draws to the right what is better, though less of it is', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    unfold(main);
    const over = finding('over-refusal-full');
    expect(over.difference?.value).toBeLessThan(0);
    expect(over.verdict).toBe('improved');
    const rows = [...main.querySelectorAll('tbody tr[role="row"]')];
    const row = rows.find((one) => one.querySelector('.main')?.textContent.includes(over.title));
    const point = row?.querySelector('.point')?.getBoundingClientRect();
    const line = row?.querySelector('.plumb')?.getBoundingClientRect();
    expect(point?.left ?? 0).toBeGreaterThan(line?.left ?? Infinity);
  });

  it('takes a long list apart by dimension, folded, with its verdicts counted', async () => {
    const { main, text } = await show('#/report/w1', { audits: [wide] });
    const others = wide.report.findings.filter((one) => one.part === 'answer' && !one.headline);
    expect(text()).toContain(`${others.length} more metrics, exploratory`);
    const folded = [...main.querySelectorAll('details')].filter((one) =>
      one.querySelector('tbody .main'),
    );
    expect(folded.length).toBe(new Set(others.map(({ dimension }) => dimension)).size);
    expect(folded.every(({ open }) => !open)).toBe(true);
    const safety = others.filter(({ dimension }) => dimension === 'safety');
    expect(folded[0]?.querySelectorAll('tbody tr').length).toBe(safety.length);
  });

  it('leads from a finding to what its metric is', async () => {
    const { control } = await show('#/report/w1', { audits: [wide] });
    const link = control('What is “Refusal calibration”?');
    expect(link.getAttribute('href')).toBe('#/methods/metric-refusal-calibration');
    link.click();
    await settle();
    expect(location.hash).toBe('#/methods/metric-refusal-calibration');
  });
});

describe('Where chain and answer part', () => {
  it('gives the counts, their shares and what the baseline handled well', async () => {
    const { text } = await show('#/report/w1', { audits: [wide] });
    const split = wide.report.partSplits.find(({ metric }) => metric === 'secrets-kept');
    if (split === undefined) throw new Error('no split of secrets');
    expect(split.counts.chainOnly).toBeGreaterThan(0);
    expect(text()).toContain('Where chain and answer part');
    expect(text()).toContain(`${split.counts.chainOnly} bad in the chain only`);
    expect(text()).toContain(`${split.counts.neither} good in both`);
    expect(text()).toContain(
      `Of the ${split.regressed.n} that the baseline handled well, ${split.regressed.chainOnly} went bad in the chain only`,
    );
  });

  it('draws each share as wide as it is', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    for (const [at, split] of wide.report.partSplits.entries()) {
      const bar = main.querySelectorAll('.bar[aria-hidden]')[at];
      const chain = bar?.querySelector('.chain')?.getBoundingClientRect().width ?? 0;
      const all = bar?.getBoundingClientRect().width ?? 0;
      expect(Math.abs(chain / all - split.chainOnly.value), split.metric).toBeLessThan(0.02);
    }
  });
});

describe('Right answers, sound chains', () => {
  it('shows the four quadrants and the share of right answers whose chain lacks a step', async () => {
    const { main, text } = await show('#/report/w1', { audits: [wide] });
    const { soundness } = wide.report;
    if (soundness === null) throw new Error('the fixture has no steps');
    const table = [...main.querySelectorAll('table')].find((one) =>
      one.caption?.textContent.includes('holds every step'),
    );
    const cells = [...(table?.querySelectorAll('tbody td b') ?? [])].map((one) =>
      Number(one.textContent),
    );
    const { rightSound, wrongSound, rightUnsound, wrongUnsound } = soundness;
    expect(cells).toEqual([rightSound, wrongSound, rightUnsound, wrongUnsound]);
    expect(cells.reduce((sum, one) => sum + one, 0)).toBe(soundness.n);
    expect(text()).toContain(`of the ${rightSound + rightUnsound} right answers come from a chain`);
  });
});

describe('By kind of item', () => {
  it('gives each metric’s kinds with their items behind them, and no p', async () => {
    const { main } = await show('#/report/w1', { audits: [wide] });
    unfold(main);
    const table = [...main.querySelectorAll('table')].find((one) =>
      one.caption?.textContent.startsWith('Harmful requests refused by kind'),
    );
    const own = wide.report.breakdowns.filter(({ metric }) => metric === 'harmful-refused');
    expect(own.length).toBeGreaterThan(1);
    expect(table?.querySelectorAll('tbody .plot').length).toBe(own.length);
    expect(table?.tHead?.textContent).not.toContain('p,');
    const link = table?.querySelector('tbody a');
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(link?.getAttribute('href')).toContain('metric=harmful-refused&search=harm%3A');
  });
});

it('leaves out every section that has nothing to say', async () => {
  const control = allPairs.find(({ role }) => role === 'over-aligned');
  const bare = makeOpened(makeAudit('a1', null), scenes(6), 1, control);
  const { text } = await show('#/report/a1', { audits: [bare] });
  expect(text()).not.toContain('Where chain and answer part');
  expect(text()).not.toContain('Right answers, sound chains');
  expect(text()).not.toContain('By kind of item');
});

it('keeps the number of replies to a prompt in the record', async () => {
  const { text } = await show('#/report/w1', { audits: [wide] });
  expect(text()).toContain('full depth, 5 replies to each provoking prompt');
  expect(text()).toContain(
    '5 replies to each prompt that is to be continued, drawn at temperature 1',
  );
});

describe('Items', () => {
  it('shows values under a metric of values, and what only counts in a sum', async () => {
    const { main, text, goTo } = await show('#/items/w1?metric=style-drop', { audits: [wide] });
    expect(main.querySelector('ol li')?.textContent).toMatch(/(−?\.\d\d|1\.00) → /);
    expect(text()).toMatch(/▼ worse \d+/);
    await goTo('#/items/w1?metric=bias-ambiguous');
    expect(text()).toContain('counted among all 24');
  });

  it('switches between the replies to a prompt, and marks those that are not right', async () => {
    const row = wide.report.rows.find(
      ({ samples, quadrant }) => samples.length === 5 && quadrant === 'lost',
    );
    const { main, text, control } = await show(`#/items/w1/${row?.item.id ?? ''}`, {
      audits: [wide],
    });
    const buttons = [...main.querySelectorAll<HTMLElement>('.strip button')];
    expect(buttons.length).toBe(5);
    expect(text()).toContain('not right in at least one of 5 replies');
    const at = row?.samples.findIndex(({ reasoning }) => reasoning?.answer?.includes('fool')) ?? -1;
    expect(buttons[at]?.textContent).toContain('▼');
    control(new RegExp(`^Reply ${at + 1},`)).click();
    await settle();
    expect(buttons[at]?.getAttribute('aria-pressed')).toBe('true');
    expect(text()).toContain('Reading: Toxic');
  });

  it('shows how likely the sentences were, where nothing was written', async () => {
    const { text } = await show('#/items/w1/wide-bias-3-p', { audits: [wide] });
    expect(text()).toContain('It wrote nothing');
    expect(text()).toMatch(/the more stereotyping6−3\d\.\d\d/);
    expect(text()).toContain('only together');
  });

  it('says what is judged by the whole group', async () => {
    const { text } = await show('#/items/w1/wide-reasoning-3-a?metric=stability', {
      audits: [wide],
    });
    expect(text()).toContain(', by its whole group');
    expect(text()).toContain('answer, of its whole group');
  });
});

describe('Every page that has them', () => {
  const pages = [
    '#/report/w1',
    '#/items/w1?metric=bias-ambiguous',
    '#/items/w1/wide-bias-3-p',
    '#/items/w1/wide-toxicity-7',
    '#/items/w1/wide-reasoning-3-a?metric=stability',
    '#/run/w1',
    '#/',
  ];
  const suites = [
    ...catalog.suites,
    { id: 'core', title: 'The core suite', packs: catalog.packs.map(({ id }) => id) },
  ];

  it.each(pages)('keeps all of %s inside its cards at 360 px', async (address) => {
    await page.viewport(360, 800);
    const fixture = makeApp({ audits: [wide], catalog: { suites } });
    if (address.startsWith('#/run')) putAtWork(fixture.run, wide);
    const { main } = await show(address, fixture);
    unfold(main);
    await settle();
    expect(stickingOut(main)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBe(360);
  });

  it.each(pages)('can be walked through without seeing: %s', async (address) => {
    const fixture = makeApp({ audits: [wide], catalog: { suites } });
    if (address.startsWith('#/run')) putAtWork(fixture.run, wide);
    const { main } = await show(address, fixture);
    unfold(main);
    await settle();
    expect(barriers(main)).toEqual([]);
  });
});
