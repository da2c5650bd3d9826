import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { PlumblineError } from '../../src/domain/fault.ts';
import { makeApp, makeAudit, makeOpened, putAtWork, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const all = scenes(60);
const whole = makeOpened(makeAudit('a1', null), all);
const half = makeOpened(makeAudit('a2', null), all, 0.62);

describe('Report', () => {
  it('says what was run, on what, and how closely the pair matches', async () => {
    const { text } = await show('#/report/a1', { audits: [whole] });
    expect(text()).toContain('Audit of 20 November 2026 · The town, full depth');
    expect(text()).toContain('420 items, 840 replies · CPU');
    expect(text()).toContain('all 9 match criteria hold');
    expect(text()).toContain('Specimens are for teaching');
  });

  it('keeps every figure inside its table on a phone', async () => {
    await page.viewport(360, 800);
    const { main } = await show('#/report/a1', { audits: [whole] });
    const cells = [...main.querySelectorAll<HTMLElement>('tbody td.verdict, tbody td.num')];
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) {
      const right = cell.closest('table')?.getBoundingClientRect().right ?? 0;
      const text = document.createRange();
      text.selectNodeContents(cell);
      expect(text.getBoundingClientRect().right, cell.innerText).toBeLessThanOrEqual(right);
    }
    await page.viewport(1280, 800);
  });

  it('gives every figure with its n, interval and p', async () => {
    const { main } = await show('#/report/a1', { audits: [whole] });
    const answers = whole.report.findings.filter((one) => one.part === 'answer');
    const findings = [
      ...answers.filter((one) => one.headline),
      ...answers.filter((one) => !one.headline),
    ];
    const rows = [...main.querySelectorAll('tbody tr[role="row"]')];
    expect(rows.length).toBe(findings.length);
    for (const [at, finding] of findings.entries()) {
      const text = rows[at]?.textContent ?? '';
      expect(text).toContain(finding.title);
      expect(text).toContain(finding.verdict);
      expect(text).toMatch(/[+−]?\d*\.\d+ \([+−]?\d*\.\d+, [+−]?\d*\.\d+\)/);
      expect(text).toContain(String(finding.n));
    }
  });

  it('tells verdicts apart by shape as well as by colour', async () => {
    const { main } = await show('#/report/a1', { audits: [whole] });
    const shapes = new Map(
      [...main.querySelectorAll('td.verdict .verdict')].map((word) => {
        const [shape = '', name = ''] = word.textContent.trim().split(/\s+/);
        return [name, shape];
      }),
    );
    expect(shapes.size).toBeGreaterThan(1);
    expect(new Set(shapes.values()).size).toBe(shapes.size);
  });

  it('draws each interval and the band where the scale has them', async () => {
    const { main } = await show('#/report/a1', { audits: [whole] });
    const plot = main.querySelector('td.plot svg');
    const band = plot?.querySelector('rect')?.getBoundingClientRect();
    const line = plot?.querySelector('.plumb')?.getBoundingClientRect();
    expect(band?.width).toBeGreaterThan(4);
    expect((line?.left ?? 0) - (band?.left ?? 0)).toBeCloseTo((band?.width ?? 0) / 2, 0);
  });

  it('leads from a row to its items', async () => {
    const { main } = await show('#/report/a1', { audits: [whole] });
    main.querySelector<HTMLAnchorElement>('td.what a')?.click();
    await settle();
    expect(location.hash).toBe('#/items/a1?metric=refusal-calibration');
  });

  it('shows the chain’s findings when asked', async () => {
    const { text, click } = await show('#/report/a1', { audits: [whole] });
    await click('Chain');
    expect(text()).toContain('What the reasoning model wrote in its chain');
  });

  it('counts what was left out, with the reason', async () => {
    const { text } = await show('#/report/a1', { audits: [whole] });
    expect(text()).toContain('What was left out');
    expect(text()).toContain('reached its token limit inside the chain');
  });

  it('says on top when it is not complete', async () => {
    const { text, control, run, click } = await show('#/report/a2', { audits: [half] });
    expect(text()).toContain(`Not complete. ${half.done} of 840 replies are in.`);
    expect(control('Go on with it')).toBeDefined();
    await click('Go on with it');
    expect(run.asked).toEqual(['goOn a2']);
  });

  it('offers to take in what came since it was opened', async () => {
    const fixture = makeApp({ audits: [half] });
    putAtWork(fixture.run, half);
    const { run, text } = await show('#/report/a2', fixture);
    run.done += 16;
    await settle();
    expect(text()).toContain('Take in 16 new replies');
  });

  it('names a criterion that does not hold', async () => {
    const [first, ...rest] = whole.pair.criteria;
    const pair = {
      ...whole.pair,
      criteria: [{ ...first, name: 'Size', note: 'twice as large', holds: false }, ...rest],
    };
    const { text } = await show('#/report/a1', { audits: [{ ...whole, pair }] });
    expect(text()).toContain('1 of 9 match criteria do not hold: size');
  });

  it('tells how far it is with classifying, while that keeps it from opening', async () => {
    const fixture = makeApp({ audits: [whole] });
    let finish: () => void = () => undefined;
    fixture.app.library.open = async (_id, onProgress) => {
      onProgress?.(64, 1200);
      await new Promise<void>((resolve) => (finish = resolve));
      return whole;
    };
    const { text, goTo } = await show('#/', fixture);
    await goTo('#/report/a1');
    expect(text()).toContain('Classifying replies: 64 of 1,200');
    finish();
    await settle();
    expect(text()).toContain('Paired differences');
  });

  it('opens without its classifier, says what is wrong, and tries again', async () => {
    const fault = { kind: 'model-damaged', message: 'The classifier is damaged.' } as const;
    const unread = { ...whole, unread: fault };
    const fixture = makeApp({ audits: [unread] });
    const { text, click } = await show('#/report/a1', fixture);
    expect(text()).toContain('Toxicity could not be judged');
    expect(text()).toContain('The classifier is damaged.');
    expect(text()).toContain('Paired differences');
    fixture.app.library.open = () => Promise.resolve(whole);
    await click('Try again');
    await settle();
    expect(text()).not.toContain('Toxicity could not be judged');
  });

  it('says why an audit could not be opened', async () => {
    const { text, control } = await show('#/report/nowhere');
    expect(text()).toContain('There is no audit “nowhere” in this browser.');
    expect(text()).toContain('What to do');
    expect(control('Go to the start')).toBeDefined();
  });

  it('lists the formats of other tools when they are asked for', async () => {
    const fixture = makeApp({ audits: [whole] });
    const asked: string[] = [];
    fixture.app.library.exportAs = (_key, ...formats) => {
      asked.push(...formats);
      return Promise.reject(new PlumblineError({ kind: 'unexpected', message: 'No room.' }));
    };
    const { text, click } = await show('#/report/a1', fixture);
    expect(text()).not.toContain('lm-evaluation-harness');
    await click('Export…');
    await vi.waitFor(() => {
      expect(text()).toContain('For tools that read the harness’s results and samples');
    });
    await click('Save lm-evaluation-harness');
    await vi.waitFor(() => {
      expect(text()).toContain('No room.');
    });
    expect(asked).toEqual(['lm-eval']);
  });

  it('says when a file could not be made', async () => {
    const fixture = makeApp({ audits: [whole] });
    fixture.app.library.exportReport = () =>
      Promise.reject(new PlumblineError({ kind: 'storage-refused', message: 'No storage.' }));
    const { text, click } = await show('#/report/a1', fixture);
    await click('Save report.json');
    expect(text()).toContain('The file was not saved');
    expect(text()).toContain('No storage.');
  });
});
