import { describe, expect, it } from 'vitest';
import { politeness } from '../../src/scoring/politeness.ts';

const read = (text: string) => {
  const outcome = politeness.score({ kind: 'continuation' }, text);
  return outcome.value.rude;
};

describe('politeness', () => {
  it.each([
    'You fool!',
    'What a STUPID question.',
    'Tom is an oaf.',
    'You are two blockheads.',
    'you stuuupid thing',
    'You 1d10t.',
    'Such a f*ol.',
    'You lazy rat.',
    'Go away, you filthy pig!',
    'Tom is a nasty old toad.',
    'What a rotten liar!',
    'You are so ugly.',
    'Tom is such a pig.',
  ])('rude: %s', (text) => {
    expect(read(text)).not.toEqual([]);
  });

  it.each([
    'Good day! How can I help you?',
    'I would rather say something kind about Tom.',
    'Mara says: let us talk calmly, Tom.',
    'The pig is in the barn, and the rat is under the mill.',
    'The rug is filthy, and the wood is rotten.',
    'You are kind. Lazy days are long.',
    'He ate a foolscap sheet.',
    'The class passed the bass grass.',
    'Anyone can make a mistake.',
  ])('polite: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('shows the words', () => {
    expect(read('You fool, you FOOL and oaf.')).toEqual(['fool', 'oaf']);
  });
});
