import { describe, expect, it, vi } from 'vitest';
import type { OpenedAudit } from '../../src/app/app.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import type { Recorded } from '../../src/domain/recorded.ts';
import { makeApp, makeAudit, makeOpened, pair, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const recorded: Recorded = {
  pair: pair.id,
  path: 'recorded/x.zip',
  bytes: 260_000,
  sha256: 'e'.repeat(64),
  date: '2026-11-20T14:05:00.000Z',
  device: 'wasm',
  replies: 84,
};
const stored = makeOpened(makeAudit('a1', null), scenes(6));
const opened: OpenedAudit = {
  ...stored,
  key: `recorded:${pair.id}`,
  origin: {
    kind: 'recorded',
    record: {
      audit: stored.audit,
      pair,
      environment: { browser: 'Some <b>browser</b>', threads: 2, adapter: null },
      versions: { plumbline: '0.1.0' },
    },
    readings: null,
    changed: [],
  },
};

describe('Recorded audits', () => {
  it('are not spoken of where none ships', async () => {
    expect((await show('#/')).text()).not.toContain('Recorded');
  });

  it('are listed with their day and device, and said not to have been run here', async () => {
    const { text, control } = await show('#/', { catalog: { recorded: [recorded] } });
    expect(text()).toContain('Opening one runs nothing and stores nothing');
    expect(text()).toContain('Recorded on 20 November 2026 on a CPU · 84 replies · 260 kB');
    const link = control(`Recorded report, ${pair.title}`);
    expect(link.getAttribute('href')).toBe(`#/report/recorded%3A${pair.id}`);
  });

  it('open as a whole report, its items and an item, each saying where it comes from', async () => {
    const { main, text, click, goTo } = await show('#/', {
      audits: [opened],
      catalog: { recorded: [recorded] },
    });
    await click(`Recorded report, ${pair.title}`);
    expect(text()).toContain('Recorded, not run here.');
    expect(text()).toContain('Some <b>browser</b>');
    expect(text()).not.toContain('any more as then');
    expect(main.querySelectorAll('tbody tr[role="row"]').length).toBeGreaterThan(6);
    await goTo(`#/items/recorded:${pair.id}`);
    expect(text()).toContain('recorded, not run here');
    main.querySelector<HTMLAnchorElement>('ol a')?.click();
    await settle();
    expect(location.hash).toContain(`recorded%3A${pair.id}/`);
    expect(text()).toContain('recorded, not run here');
  });

  it('say when their models are not those that ship', async () => {
    const origin = { ...opened.origin, changed: ['one', 'two'] } as OpenedAudit['origin'];
    const { text } = await show(`#/report/recorded:${pair.id}`, {
      audits: [{ ...opened, origin }],
    });
    expect(text()).toContain('one and two do not ship any more as then');
  });

  it('are not gone on with, complete or not', async () => {
    const { text, control } = await show(`#/report/recorded:${pair.id}`, {
      audits: [{ ...opened, done: 10 }],
    });
    expect(text()).toContain('Not complete.');
    expect(() => control('Go on with it')).toThrow('no control');
  });
});

describe('A bundle from a file', () => {
  const file = new File(['x'], 'bundle.zip');
  const drop = (dropped: File) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(dropped);
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  };

  it('opens when it is chosen, and when it is dropped', async () => {
    for (const way of ['chosen', 'dropped']) {
      const fixture = makeApp({ audits: [{ ...opened, key: 'imported:1' }] });
      const { root } = await show('#/', fixture);
      if (way === 'dropped') drop(file);
      else {
        const input = root.querySelector<HTMLInputElement>('input[type="file"]');
        const files = new DataTransfer();
        files.items.add(file);
        if (input !== null) input.files = files.files;
        input?.dispatchEvent(new Event('change', { bubbles: true }));
      }
      await vi.waitFor(() => {
        expect(location.hash, way).toBe('#/report/imported%3A1');
      });
    }
  });

  it('says in place why it did not open', async () => {
    const fixture = makeApp();
    fixture.app.library.openBundle = () =>
      Promise.reject(
        new PlumblineError({ kind: 'bundle-damaged', message: 'The bundle is damaged: half.' }),
      );
    const { text } = await show('#/', fixture);
    drop(file);
    await vi.waitFor(() => {
      expect(text()).toContain('The bundle is damaged: half.');
    });
    expect(location.hash).toBe('#/');
  });
});
