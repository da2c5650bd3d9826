import { afterAll, afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ServerAccess } from '../../src/app/server-access.ts';
import { lookPatience } from '../../src/app/server-desk.ts';
import { ServerPairs } from '../../src/app/server-pairs.svelte.ts';
import { catalog, makeApp, makeWide, pair, putAtWork, realDesk } from './fixture.ts';
import { barriers, stickingOut } from './layout.ts';
import { settle, show, type Shown } from './show.ts';

const at = inject('modelServers');
const told: string[] = [];

beforeEach(() => {
  localStorage.clear();
});
afterEach(async () => {
  localStorage.clear();
  await page.viewport(1280, 800);
});
afterAll(() => {
  console.info(`What is said of a server that fails:\n${told.join('\n')}`);
});

/** The tests' servers answer at once, or never. */
const brief = { ...lookPatience, answer: 1_500, silence: 1_500, pause: 20 };

async function models(servers = new ServerPairs(new ServerAccess())) {
  const desk = realDesk({ look: brief, whole: brief });
  const shown = await show('#/models', { servers, desk });
  await said(shown, 'Add a pair on a server');
  return { ...shown, servers };
}

function section({ main }: Pick<Shown, 'main'>): string {
  const found = main.querySelector('section[aria-labelledby="servers-title"]');
  return (found?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

async function said(shown: Pick<Shown, 'main'>, words: string | RegExp): Promise<void> {
  await vi.waitFor(
    () => {
      expect(section(shown)).toMatch(words);
    },
    { timeout: 20_000, interval: 20 },
  );
  await settle();
}

async function type({ main }: Shown, label: string | RegExp, text: string): Promise<void> {
  const field = [
    ...main.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select'),
  ].find((one) => {
    const own = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? '';
    return own.replaceAll(/\s+/g, ' ').trim().match(label) !== null;
  });
  if (field === undefined) throw new Error(`no field “${String(label)}”`);
  if (field instanceof HTMLInputElement && field.type === 'checkbox') field.click();
  else {
    field.value = text;
    field.dispatchEvent(
      new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }),
    );
  }
  await settle();
}

async function look(shown: Shown, address: string): Promise<void> {
  await shown.click('Add a pair on a server…');
  await type(shown, 'Address of the server', address);
  await shown.click('Look');
}

/** What is said where it went wrong, its address made plain. */
function fault({ main }: Shown): { what: string; kept: string; remedy: string } {
  const [what = '', kept = '', remedy = ''] = [
    ...main.querySelectorAll('section[aria-labelledby="servers-title"] .fault dd'),
  ].map((one) => one.textContent.replace(/127\.0\.0\.1:\d+/g, 'localhost:8000'));
  return { what, kept, remedy };
}

describe('Servers', () => {
  it('looks, tries both models, adds the pair, and Start offers it', async () => {
    const shown = await models();
    await look(shown, `${at.well}/v1/`);
    await said(shown, 'vLLM 1.2.3 with 2 models.');
    expect(section(shown)).toContain('base, 4,096 tokens of context');
    await shown.click('Try both models');
    await said(shown, /thinker, the reasoning model, answered in .*field of its own/);
    expect(section(shown)).toMatch(/base, the baseline, answered in .* It wrote no chain\./);
    expect(section(shown)).toContain('drift is measured as a lower bound');
    await type(shown, 'Name of the pair', 'Mine');
    await shown.click('Add the pair');
    await said(shown, 'Saved. It can be chosen on Start.');
    expect(document.activeElement?.textContent).toBe('Servers');
    const [entry] = shown.servers.listed;
    expect(entry?.pair).toMatchObject({ title: 'Mine', match: 'unknown', method: 'unknown' });
    expect(entry?.models).toMatchObject([
      { model: 'base', chain: null, server: 'vllm' },
      { model: 'thinker', chain: { open: '<think>', opened: false } },
    ]);
    expect(entry?.maxTokens).toBe(2048);
    // The next tab knows it.
    expect(new ServerPairs(new ServerAccess()).pairs).toEqual(shown.servers.pairs);
  });

  it('checks a pair, changes it into another one, and deletes it', async () => {
    const shown = await models();
    await look(shown, at.well);
    await said(shown, 'with 2 models');
    await shown.click('Try both models');
    await said(shown, /thinker, the reasoning model, answered/);
    await shown.click('Add the pair');
    await said(shown, 'Saved.');
    await shown.click('Check base → thinker');
    await said(shown, /thinker, the reasoning model, answered/);

    const before = shown.servers.listed[0]?.pair.id;
    await shown.click('Edit base → thinker');
    await type(shown, 'Name of the pair', 'Renamed');
    await shown.click('Save');
    await said(shown, 'Renamed');
    expect(shown.servers.listed).toHaveLength(1);
    expect(shown.servers.listed[0]?.pair.id).toBe(before);

    await shown.click('Edit Renamed');
    await type(shown, /^The reasoning model’s chain/, 'none');
    await shown.click('Save');
    await said(shown, 'Saved.');
    expect(shown.servers.listed).toHaveLength(1);
    expect(shown.servers.listed[0]?.pair.id).not.toBe(before);

    await shown.click('Delete Renamed');
    expect(document.activeElement?.textContent).toBe('Keep');
    await shown.click('Delete Renamed for good');
    await vi.waitFor(() => {
      expect(shown.servers.listed).toHaveLength(0);
    });
  });

  it('asks one model with its thinking off and on', async () => {
    const shown = await models();
    await look(shown, at.well);
    await said(shown, 'with 2 models');
    await type(shown, /^Baseline/, 'thinker');
    await said(shown, 'with its thinking off, and with its thinking on');
    await shown.click('Try both models');
    await said(shown, /A baseline should write no chain.*the reasoning model, answered/);
    await shown.click('Add the pair');
    await said(shown, 'thinker, thinking off → on');
    expect(shown.servers.listed[0]?.models.map(({ thinking }) => thinking)).toEqual(['off', 'on']);
  });

  it('keeps a key out of the browser unless told to keep it', async () => {
    for (const keep of [false, true]) {
      localStorage.clear();
      const shown = await models();
      await shown.click('Add a pair on a server…');
      await type(shown, 'Address of the server', at.well);
      await type(shown, 'Key for address', 'sk-secret');
      if (keep) await type(shown, /^Keep the key/, '');
      await shown.click('Look');
      await said(shown, 'with 2 models');
      await shown.click('Try both models');
      await said(shown, /thinker, the reasoning model, answered/);
      await shown.click('Add the pair');
      await said(shown, 'Saved.');
      expect(JSON.stringify(localStorage).includes('sk-secret')).toBe(keep);
      const next = new ServerPairs(new ServerAccess());
      expect(next.accessTo(at.well).key).toBe(keep ? 'sk-secret' : null);
      expect(shown.servers.accessTo(at.well).key).toBe('sk-secret');
      await shown.goTo('#/');
    }
  });

  it('asks another machine only after a plain warning and a yes', async () => {
    const shown = await models();
    await shown.click('Add a pair on a server…');
    await type(shown, 'Address of the server', 'http://models.example:9000');
    const button = () => shown.control('Look') as HTMLButtonElement;
    expect(button().disabled).toBe(true);
    expect(section(shown)).toContain('Every prompt of an audit');
    expect(section(shown)).toContain('npm start -- --allow-server http://models.example:9000');
    await type(shown, /^Yes, send/, '');
    expect(button().disabled).toBe(true);
    await type(shown, /^Yes, without encryption/, '');
    expect(button().disabled).toBe(false);
    await type(shown, 'Address of the server', 'https://models.example');
    expect(button().disabled).toBe(true);
  });

  it('keeps within 360 px, and can be walked through without seeing it', async () => {
    await page.viewport(360, 800);
    const shown = await models();
    await look(shown, at.well);
    await said(shown, 'with 2 models');
    await shown.click('Try both models');
    await said(shown, /thinker, the reasoning model, answered/);
    expect(stickingOut(shown.main)).toEqual([]);
    expect(barriers(shown.main)).toEqual([]);
  });
});

describe('a server that fails is told on the page', () => {
  const looked = [
    ['down', 'cannot be reached', 'See that it runs'],
    ['slow', 'did not begin to answer within 1.5 s', 'give the server more time'],
    ['html', 'answered with a web page and not with data', 'sign-in page'],
    ['401', '(401): “Invalid API key”', 'Give the key'],
    ['404', 'There is no OpenAI-compatible server', 'before /v1'],
    ['429', 'too much to do (429): “Too many requests”.', 'Wait'],
    ['schema', 'in another form than was asked (at “data”)', 'current version'],
  ] as const;
  const asked = [
    ['dropped', 'broke an answer off in the middle', 'log'],
    ['no model', 'no model named “base”. It says: “The model `base` does not exist.”', 'Load that'],
    ['refused', 'does not take this request (400): “This model has no chat template.”', 'template'],
  ] as const;

  function check(shown: Shown, [name, what, remedy]: readonly [string, string, string]): void {
    const found = fault(shown);
    told.push(`- ${name}: ${found.what} | ${found.kept} | ${found.remedy}`);
    expect(found.what, name).toContain(what);
    expect(found.kept, name).not.toBe('');
    expect(found.remedy, name).toContain(remedy);
  }

  it('when it is looked at', async () => {
    const shown = await models();
    await shown.click('Add a pair on a server…');
    for (const one of looked) {
      await type(shown, 'Address of the server', at[one[0]]);
      expect(section(shown)).not.toContain('Nothing was found there');
      await shown.click('Look');
      await said(shown, 'Nothing was found there');
      check(shown, one);
    }
  });

  it('when its models are tried', async () => {
    const shown = await models();
    await shown.click('Add a pair on a server…');
    for (const one of asked) {
      await type(shown, 'Address of the server', at[one[0]]);
      await shown.click('Look');
      await said(shown, 'with 2 models');
      await shown.click('Try both models');
      await said(shown, 'The reasoning model does not answer');
      check(shown, one);
      expect((shown.control('Add the pair') as HTMLButtonElement).disabled).toBe(true);
    }
  });
});

const served = {
  id: 'endpoint-1',
  title: 'thinker',
  engine: 'endpoint',
  address: 'http://localhost:8000',
  model: 'thinker',
  server: 'vllm',
  reported: { version: null, weights: null },
  dtype: 'as served',
  parameters: null,
  licence: null,
  contextWindow: null,
  chain: null,
  thinking: null,
  specimen: false,
  files: [],
} as const;

describe('where prompts and replies go', () => {
  const own = {
    ...pair,
    id: 'own',
    title: 'Mine',
    baseline: 'endpoint-1',
    reasoning: 'endpoint-1',
  };
  const onServer = { pairs: [pair, own], models: [...catalog.models, { ...served, files: [] }] };

  it('is said on Start as soon as such a pair is chosen', async () => {
    const shown = await show('#/', { catalog: onServer });
    expect(shown.text()).toContain('what is said stays in this browser');
    expect(shown.text()).not.toContain('localhost:8000');
    const radios = shown.main.querySelectorAll<HTMLInputElement>('input[name="pair"]');
    radios[1]?.click();
    await settle();
    expect(shown.text()).toContain('prompts and replies go to localhost:8000');
    expect(shown.text()).toContain('remote: this pair runs on localhost:8000');
    expect(shown.text()).toContain('whoever runs that server can read and keep both');
  });

  it('is said on the page of a run', async () => {
    const fixture = makeApp({ catalog: onServer });
    putAtWork(fixture.run, makeWide('a1', 1, 1));
    fixture.run.pair = own;
    const shown = await show('#/run/a1', fixture);
    expect(shown.text()).toContain('go to localhost:8000, and nowhere else');
    expect(shown.root.textContent).toContain('its prompts and replies go there');
  });
});
