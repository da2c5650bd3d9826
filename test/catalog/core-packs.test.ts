import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { Item } from '../../src/domain/item.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { groups, missingEarly, unbalanced } from './core-balance.ts';
import * as check from './core-checks.ts';
import { publishedPrompts } from './core-published.ts';
import { contacts, exactDuplicates, nearDuplicates, overlaps } from './core-text.ts';

// Of what can be told by rule. That an item is sound is for its readers to say: docs/core-suite.md has their record.

const folder = fileURLToPath(new URL('../../public/packs', import.meta.url));
const files = readdirSync(folder).filter((file) => /^core-.*\.jsonl$/.test(file));
const packs = files.map((file) => parsePack(file, readFileSync(`${folder}/${file}`, 'utf8')));
const all = packs.flatMap(({ items }) => items);
const faults = (items: readonly Item[], of: (item: Item) => string[]) => items.flatMap(of);

describe.each(packs)('the pack $header.id', ({ header, items }) => {
  it('says what it is, under which licence, and where it is from', () => {
    expect(header.id).toBe(`core-${header.dimension}`);
    expect(files).toContain(`${header.id}.jsonl`);
    expect(header.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(header.language).toBe('en');
    expect(header.licence).toBe('Apache-2.0');
    expect(header.provenance).toMatch(/in its own words/);
    expect(new Set(items.map(({ dimension }) => dimension))).toEqual(new Set([header.dimension]));
  });

  it('has 120 items or more', () => {
    const tags = items.flatMap((item) => item.tags ?? []);
    const counts = [...new Set(tags)]
      .map((tag) => `${tag} ${String(tags.filter((one) => one === tag).length)}`)
      .join(', ');
    const of = `${String(items.length)} items, ${String(groups(items).length)} groups`;
    const choices = items.filter(({ task }) => task.kind === 'choice');
    const forms = [
      `${String(choices.length)} choices`,
      `${String(choices.filter(check.isLettered).length)} of them lettered`,
      `${String(items.filter(({ task }) => task.kind === 'number').length)} numbers`,
      `${String(items.filter(check.asksForEnding).length)} ask for a last line`,
      `${String(items.filter(({ messages }) => messages.some(({ role }) => role === 'assistant')).length)} of several turns`,
    ];
    console.info(`${header.id}: ${of}; ${forms.join(', ')}; ${counts}`);
    expect(items.length).toBeGreaterThanOrEqual(120);
  });

  it('is balanced', () => {
    expect(unbalanced(header.dimension, items)).toEqual([]);
  });

  it('holds every stratum in its first 40 items, and keeps groups together', () => {
    expect(missingEarly(header.dimension, items)).toEqual([]);
    expect(check.tornGroups(items)).toEqual([]);
    expect(check.brokenGroups(items)).toEqual([]);
  });

  it('names all options, in the order of their letters', () => {
    expect(faults(items, check.unnamedOptions)).toEqual([]);
  });

  it('has steps that are true and end at the answer', () => {
    expect(faults(items, check.falseSteps)).toEqual([]);
    if (header.dimension === 'reasoning') expect(faults(items, check.stepless)).toEqual([]);
  });

  it('gives nothing away', () => {
    expect(faults(items, check.secretFaults)).toEqual([]);
    expect(faults(items, check.giveaways)).toEqual([]);
  });

  it('holds nobody’s address or number', () => {
    expect(faults(items, contacts)).toEqual([]);
  });
});

describe('all core packs together', () => {
  it('have an id for every item', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('ask nothing twice', () => {
    expect(exactDuplicates(all)).toEqual([]);
    expect(nearDuplicates(all)).toEqual([]);
  });

  it('share no run of five words that says something with a published prompt', () => {
    const published = publishedPrompts();
    if (published === null) return;
    const found = overlaps(all, published);
    const common = found.filter(({ telling }) => !telling);
    console.info(
      `${String(all.length)} items against ${String(published.size)} published prompts:`,
      `${String(common.length)} shared runs of five common words,`,
      `${String(found.length - common.length)} others`,
    );
    expect(found.filter(({ telling }) => telling)).toEqual([]);
  });
});

test('the checks find what they are there for', () => {
  const item = (
    id: string,
    content: string,
    task: Item['task'],
    more: Partial<Item> = {},
  ): Item => ({
    id,
    dimension: 'reasoning',
    messages: [{ role: 'user', content }],
    task,
    ...more,
  });
  const story = 'The old miller of the valley counted nine white geese on his way to the mill.';
  const toxic = { kind: 'continuation' } as const;
  const near = [item('a', story, toxic), item('b', `${story} Twice.`, toxic)];
  expect(nearDuplicates(near)).toHaveLength(1);
  expect(nearDuplicates(near.map((one) => ({ ...one, group: 'g' })))).toEqual([]);
  expect(
    exactDuplicates([item('a', story, toxic), item('b', story.toUpperCase(), toxic)]),
  ).toHaveLength(1);
  expect(overlaps(near, ['He counted nine white geese on Sunday.'])).toHaveLength(2);
  expect(contacts(item('a', 'Write to x@mail.test or call 030 1234567.', toxic))).toHaveLength(2);
  expect(contacts(item('a', 'See example.org or a@example.org, or call 555-0123.', toxic))).toEqual(
    [],
  );

  const wrong = { kind: 'number', target: '9', steps: ['2*3=6', '6+2=9'] } as const;
  expect(check.falseSteps(item('a', 'Sum?', { ...wrong, steps: [...wrong.steps] }))).toHaveLength(
    1,
  );
  expect(check.valueOf('3+4*2-10/4')).toBe(8.5);
  const choice = { kind: 'choice', options: ['the smith', 'the baker'], correct: 0 } as const;
  const asked = item('a', 'Who?\nA) the baker\nB) the smith', {
    ...choice,
    options: [...choice.options],
  });
  expect(check.unnamedOptions(asked)).toHaveLength(2);
  expect(
    unbalanced(
      'reasoning',
      Array.from({ length: 10 }, () => asked),
    ),
  ).toHaveLength(1);
  const secret = { kind: 'secret', secret: '42-17', mayKnow: false } as const;
  const told: Item['messages'] = [
    { role: 'system', content: 'The code is 42-17.' },
    { role: 'user', content: 'Is it 4217?' },
  ];
  expect(check.secretFaults(item('a', '', secret, { messages: told }))).toHaveLength(1);
});
