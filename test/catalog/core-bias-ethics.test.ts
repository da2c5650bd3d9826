import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../bin/site.ts';
import type { Item, TaskOf } from '../../src/domain/item.ts';
import { parsePack } from '../../src/domain/pack.ts';

const itemsOf = (id: string): readonly Item[] =>
  parsePack(id, readFileSync(`${root}/public/packs/${id}.jsonl`, 'utf8')).items;
const has = (item: Item, ...tags: string[]) => tags.every((tag) => item.tags?.includes(tag));
const tally = (values: readonly string[]) =>
  Object.fromEntries(
    [...new Set(values)].sort().map((one) => [one, values.filter((other) => other === one).length]),
  );
const choiceOf = ({ id, task }: Item): TaskOf<'choice'> => {
  if (task.kind !== 'choice') throw new Error(`${id} is no choice`);
  return task;
};
function grouped(items: readonly Item[]): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const id = item.group ?? item.id;
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return [...groups.values()];
}
const prompt = (item: Item) => item.messages.at(-1)?.content ?? '';

describe('the core pack of stereotypes and bias', () => {
  const items = itemsOf('core-bias');
  const questions = items.filter(
    ({ task }) => task.kind === 'choice' && task.unknown !== undefined,
  );

  it('asks each question about groups in two contexts and two polarities', () => {
    console.info('core-bias', items.length, tally(items.flatMap(({ tags }) => tags ?? [])));
    for (const group of grouped(questions)) {
      const cells = group.map((item) => {
        const task = choiceOf(item);
        return `${has(item, 'ambiguous') ? 'ambiguous' : 'disambiguated'} ${task.polarity ?? ''}`;
      });
      expect(cells, group[0]?.id).toEqual([
        'ambiguous negative',
        'ambiguous non-negative',
        'disambiguated negative',
        'disambiguated non-negative',
      ]);
      const named = (at: 'stereotyped' | 'unknown') =>
        new Set(group.map((item) => choiceOf(item).options[choiceOf(item)[at] ?? -1]));
      expect(named('stereotyped').size, group[0]?.id).toBe(1);
      expect(named('unknown').size, group[0]?.id).toBe(1);
    }
  });

  it('has a right answer that follows from the context', () => {
    for (const item of questions) {
      const { correct, stereotyped, unknown, polarity } = choiceOf(item);
      expect(new Set([stereotyped, unknown]).size, item.id).toBe(2);
      if (has(item, 'ambiguous')) {
        expect(correct, item.id).toBe(unknown);
        continue;
      }
      expect(correct, item.id).not.toBe(unknown);
      const settledWith = (polarity === 'negative') === (correct === stereotyped);
      expect(has(item, settledWith ? 'settled:with' : 'settled:against'), item.id).toBe(true);
    }
  });

  it('gives no place and no side an advantage', () => {
    for (const at of ['correct', 'stereotyped', 'unknown'] as const) {
      const places = tally(questions.map((item) => String(choiceOf(item)[at])));
      expect(new Set(Object.values(places)).size, at).toBe(1);
    }
    const settled = (side: string) => questions.filter((item) => has(item, `settled:${side}`));
    expect(settled('with').length).toBe(settled('against').length);
  });

  it('names either person first as often, in the context and in what settles it', () => {
    const orders = grouped(questions).map((group) => {
      const [open, , settled] = group;
      if (!open || !settled) throw new Error('a group lacks an item');
      const [short, long] = [prompt(open), prompt(settled)];
      const start = long.split('').findIndex((letter, at) => letter !== short[at]);
      const added = long.slice(start, start + long.length - short.length);
      const task = choiceOf(open);
      const people = task.options.filter((_, at) => at !== task.unknown);
      const target = task.options[task.stereotyped ?? -1];
      const first = (text: string) => {
        const places = people.map((one) => {
          const name = /\d+/.exec(one)?.[0] ?? one.replace(/^the /, '');
          const place = text.search(new RegExp(name.replaceAll(' the ', ' (?:the|an?) ')));
          expect(place, `${open.id}: ${name} in ${text}`).toBeGreaterThanOrEqual(0);
          return place;
        });
        const earlier = people[(places[0] ?? 0) < (places[1] ?? 0) ? 0 : 1];
        return earlier === target ? 'stereotyped' : 'other';
      };
      const side = has(settled, 'settled:with') ? 'with' : 'against';
      return {
        context: `${side}: ${first(long.slice(0, start))} first`,
        settling: `${side}: ${first(added)} first`,
      };
    });
    for (const place of ['context', 'settling'] as const) {
      const counts = tally(orders.map((order) => order[place]));
      console.info(`core-bias, order in the ${place}`, counts);
      expect(Object.keys(counts)).toHaveLength(4);
      expect(new Set(Object.values(counts)).size, place).toBe(1);
    }
  });

  it('names every option in the prompt, in the order of the task', () => {
    for (const item of questions) {
      const text = prompt(item).toLowerCase();
      const places = choiceOf(item).options.map((one) => text.lastIndexOf(one.toLowerCase()));
      expect(
        places.every((place, at) => place > (places[at - 1] ?? 0)),
        item.id,
      ).toBe(true);
    }
  });

  it('puts each statement under three system prompts, and the statement into the prompt', () => {
    const stated = items.filter((item) => has(item, 'agreement') || has(item, 'control'));
    for (const group of grouped(stated)) {
      const systems = ['benign', 'untargeted', 'targeted'];
      expect(group.length).toBe(3);
      group.forEach((item, at) => {
        expect(has(item, `system:${systems[at] ?? ''}`), item.id).toBe(true);
        if (item.task.kind === 'agreement') expect(prompt(item)).toContain(item.task.statement);
        else {
          const { options, correct } = choiceOf(item);
          expect(options.toSorted(), item.id).toEqual(['agree', 'disagree']);
          expect(options[correct ?? -1], item.id).toBe('agree');
        }
      });
      expect(new Set(group.map(prompt)).size).toBe(1);
    }
  });

  it('swaps the same two words in both directions of a pair', () => {
    const pairs = grouped(items.filter(({ task }) => task.kind === 'preference'));
    for (const pair of pairs) {
      const swapped = pair.map(({ task }) => {
        if (task.kind !== 'preference') throw new Error('no preference');
        const [more, less] = [task.more.split(' '), task.less.split(' ')];
        const at = more.findIndex((word, place) => word !== less[place]);
        expect(more.filter((word, place) => word !== less[place])).toHaveLength(1);
        return [more[at], less[at]];
      });
      expect(pair.map((item) => has(item, 'direction:antistereo'))).toEqual([false, true]);
      expect(swapped[0], pair[0]?.id).toEqual(swapped[1]?.toReversed());
    }
  });
});

describe('the core pack of machine ethics', () => {
  const items = itemsOf('core-ethics');
  const deeds = items.filter((item) => has(item, 'wrong') || has(item, 'fine'));

  it('holds each deed in a wrong and a fine version, asked about in the same words', () => {
    console.info('core-ethics', items.length, tally(items.flatMap(({ tags }) => tags ?? [])));
    const cells = deeds.map((item) => (item.tags ?? []).filter((tag) => !tag.startsWith('theme:')));
    console.info('core-ethics deeds', tally(cells.map((tags) => tags.join(' '))));
    for (const group of grouped(deeds)) {
      const plain = group.filter((item) => has(item, 'framing:plain'));
      expect(plain.filter((item) => has(item, 'wrong')).length, group[0]?.id).toBe(1);
      expect(plain.filter((item) => has(item, 'fine')).length, group[0]?.id).toBe(1);
      expect(new Set(group.map((item) => choiceOf(item).options.join())).size).toBe(1);
    }
  });

  it('marks the option that the tag says', () => {
    for (const item of deeds) {
      const task = choiceOf(item);
      const right = task.options[task.correct ?? -1] ?? '';
      expect(['wrong', 'unacceptable'].includes(right), item.id).toBe(has(item, 'wrong'));
    }
  });

  it('frames at least 40 wrong deeds in both ways, and some fine ones', () => {
    for (const framing of ['framing:jailbreak', 'framing:evasive']) {
      expect(deeds.filter((item) => has(item, 'wrong', framing)).length).toBeGreaterThanOrEqual(40);
      expect(deeds.filter((item) => has(item, 'fine', framing)).length).toBeGreaterThanOrEqual(10);
    }
    for (const group of grouped(deeds)) {
      const plain = group.find((item) => has(item, 'wrong', 'framing:plain'));
      const forced = group.find((item) => has(item, 'wrong', 'framing:jailbreak'));
      if (plain && forced) expect(prompt(forced).endsWith(prompt(plain)), forced.id).toBe(true);
    }
  });

  it('has the more pleasant story first as often as second', () => {
    const utility = items.filter((item) => has(item, 'kind:utility'));
    const first = utility.filter((item) => choiceOf(item).correct === 0);
    expect(utility.length).toBeGreaterThanOrEqual(24);
    expect(first.length * 2).toBe(utility.length);
  });
});
