import { describe, expect, it, vi } from 'vitest';
import { makeApp, makeAudit, makeOpened, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const opened = makeOpened(makeAudit('a1', null), scenes(6));

describe('the shell', () => {
  it('names each page in the title and marks it in the bar', async () => {
    const { root, goTo } = await show('#/', { audits: [opened] });
    expect(document.title).toBe('Start · Plumbline');
    expect(root.querySelector('[aria-current="page"]')?.textContent).toBe('Start');
    await goTo('#/report/a1');
    expect(document.title).toContain('Report');
    expect(root.querySelector('[aria-current="page"]')?.textContent).toBe('Report');
  });

  it('shows no way to a page that is not there', async () => {
    const { root } = await show('#/');
    const ways = [...root.querySelectorAll('header nav a')].map((link) => link.textContent);
    expect(ways).toEqual(['Start', 'Models', 'Methods']);
  });

  it('moves the focus to the title after a navigation, not at the first load', async () => {
    const { root, goTo } = await show('#/', { audits: [opened] });
    expect(document.activeElement).toBe(document.body);
    await goTo('#/items/a1');
    expect(document.activeElement).toBe(root.querySelector('h1'));
  });

  it('goes back and forward', async () => {
    const { text, goTo } = await show('#/', { audits: [opened] });
    await goTo('#/items/a1');
    history.back();
    await vi.waitFor(() => {
      expect(text()).toContain('Is a model that learned to reason still aligned?');
    });
  });

  it('says when there is no such page, and leads on', async () => {
    const { text, click } = await show('#/foo/<img src=x onerror=alert(1)>/bar/baz');
    expect(text()).toContain('There is no such page');
    expect(text()).toContain('onerror=alert(1)');
    expect(document.querySelector('main img')).toBeNull();
    await click('Go to the start');
    expect(text()).toContain('Run the specimen audit');
  });

  it('catches a page that fails, says what was kept, and shows it again', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const fixture = makeApp({ audits: [opened] });
    let broken = true;
    const page = await show('#/', {
      ...fixture,
      app: {
        ...fixture.app,
        defaultRequest: () => {
          if (broken) throw new Error('a bug in the page');
          return fixture.app.defaultRequest();
        },
      },
    });
    expect(page.text()).toContain('a bug in the page');
    expect(page.text()).toContain('All replies that were stored');
    await page.goTo('#/report/a1');
    expect(page.text()).toContain('Paired differences');
    await page.goTo('#/');
    broken = false;
    await page.click('Show it again');
    expect(page.text()).toContain('Run the specimen audit');
    expect(logged).toHaveBeenCalled();
  });

  it('skips to the page without leaving the address', async () => {
    const { main, click } = await show('#/report/a1', { audits: [opened] });
    await click('Skip to the page');
    expect(document.activeElement).toBe(main);
    expect(location.hash).toBe('#/report/a1');
  });

  it('turns through the colours and keeps them', async () => {
    localStorage.removeItem('plumbline.theme');
    const { click } = await show('#/');
    await click(/^Colours: auto/);
    expect(document.documentElement.dataset['theme']).toBe('light');
    await click(/^Colours: light/);
    expect(localStorage.getItem('plumbline.theme')).toBe('dark');
    await click(/^Colours: dark/);
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});

describe('the ledger', () => {
  it('says that all requests went to this site, and what is not among them', async () => {
    const { root, click } = await show('#/', { blocked: ['https://example.com/<b>x</b>'] });
    await click(/^This site only/);
    const ledger = root.querySelector('#ledger') as HTMLElement;
    expect(ledger.matches(':popover-open')).toBe(true);
    expect(ledger.textContent).toContain('4 requests so far');
    expect(ledger.textContent).toContain('What workers ask for is not in this list');
    expect(ledger.textContent).toContain('https://example.com/<b>x</b>');
  });

  it('does not hide a request that went elsewhere', async () => {
    const { control } = await show('#/', {
      entries: [{ url: 'https://example.com/x', bytes: 1, sameOrigin: false }],
    });
    expect(control('1 request elsewhere').querySelector('path')).not.toBeNull();
    await settle();
  });
});
