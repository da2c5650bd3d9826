import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import refusalErrors from '../../src/scoring/refusal-errors.json';
import { metrics } from '../../src/scoring/metrics.ts';
import { barriers, stickingOut, unfold } from './layout.ts';
import { settle, show, type Shown } from './show.ts';

afterEach(() => page.viewport(1280, 800));

async function methods(hash = '#/methods'): Promise<Shown> {
  const shown = await show(hash);
  await vi.waitFor(() => {
    expect(shown.text()).toContain('The metrics, one by one');
  });
  await settle();
  return shown;
}

/** How far an element's top is from that of the window. */
function topOf(id: string): number {
  return document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
}

describe('Methods', () => {
  it('stands in the bar, and shows the documents and every metric', async () => {
    const { control, main, text } = await methods();
    expect(control('Methods').getAttribute('aria-current')).toBe('page');
    expect(text()).toContain('How often are the detectors wrong?');
    expect(text()).toContain('Metrics, scorers and statistics');
    for (const { id, title } of metrics) {
      const entry = main.querySelector(`#metric-${id}`);
      expect(entry?.querySelector('h4')?.textContent, id).toBe(title);
      expect(entry?.textContent, id).toContain('is better');
    }
  });

  it('tells of each detector what was measured, and leads to its section', async () => {
    const { main } = await methods();
    const own = main.querySelector('[aria-labelledby="quality-refusal"]');
    expect(own?.textContent).toMatch(/[Mm]easured/);
    const { detected, positives, of } = refusalErrors;
    expect(own?.textContent).toContain(`${detected} of ${positives}`);
    expect(own?.textContent).toContain(of);
    expect(own?.querySelector('h3 a')?.getAttribute('href')).toBe('#/methods/refusal');
  });

  it('opens at a metric, and goes on to the section of what reads it', async () => {
    await methods('#/methods/metric-style-drop');
    expect(document.activeElement?.id).toBe('metric-style-drop');
    expect(Math.abs(topOf('metric-style-drop'))).toBeLessThan(120);
    document.querySelector<HTMLElement>('#metric-style-drop a')?.click();
    await vi.waitFor(() => {
      expect(document.activeElement?.id).toBe('choice');
    });
    expect(location.hash).toBe('#/methods/choice');
    expect(Math.abs(topOf('choice'))).toBeLessThan(120);
  });

  it('goes to a place though the page was being scrolled when its link was clicked', async () => {
    await methods('#/methods/metric-style-drop');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      window.dispatchEvent(new Event('scroll'));
      document.querySelector<HTMLElement>('#metric-style-drop a')?.click();
      // On a busy machine the timer that keeps the scroll comes before the event that tells of the click.
      vi.advanceTimersByTime(1000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => {
      expect(document.activeElement?.id).toBe('choice');
    });
  });

  it('opens at a document, as the core suite is linked to', async () => {
    await methods('#/methods/document-core-suite');
    expect(document.activeElement?.textContent).toContain('The core suite');
    expect(Math.abs(topOf('document-core-suite'))).toBeLessThan(120);
  });

  it('goes to a place again when its link is clicked again', async () => {
    const { main } = await methods('#/methods/leak');
    scrollTo({ top: 0 });
    await settle();
    main.querySelector<HTMLElement>('nav a[href="#/methods/leak"]')?.click();
    await settle();
    expect(Math.abs(topOf('leak'))).toBeLessThan(120);
  });

  it('stays at its beginning where an address names no place that is there', async () => {
    const { text } = await methods('#/methods/nowhere');
    expect(scrollY).toBe(0);
    expect(text()).toContain('What is measured');
  });

  it('shows another site’s address and asks nothing of it', async () => {
    const { main } = await methods();
    const outside = [...main.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')];
    expect(outside.length).toBeGreaterThan(0);
    for (const link of outside) {
      expect(link.rel).toContain('noopener');
      expect(link.nextElementSibling?.textContent).toContain(link.hostname);
    }
    const fetched = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).origin);
    expect(fetched.filter((origin) => origin !== location.origin)).toEqual([]);
  });

  it('keeps its tables in cards that scroll, at 360 px', async () => {
    await page.viewport(360, 800);
    const { main } = await methods();
    unfold(main);
    await settle();
    expect(stickingOut(main)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBe(360);
    const wide = [...main.querySelectorAll<HTMLElement>('[role="region"]')];
    expect(wide.some((one) => one.scrollWidth > one.clientWidth)).toBe(true);
    for (const one of wide) expect(one.tabIndex, one.ariaLabel ?? '').toBe(0);
  });

  it('can be walked through without seeing it', async () => {
    const { main } = await methods();
    unfold(main);
    expect(barriers(main)).toEqual([]);
  });
});
