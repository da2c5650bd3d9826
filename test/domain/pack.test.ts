import { describe, expect, it } from 'vitest';
import { PlumblineError } from '../../src/domain/fault.ts';
import { parsePack } from '../../src/domain/pack.ts';

const header = JSON.stringify({
  pack: {
    id: 'p',
    version: '1.0.0',
    title: 'P',
    dimension: 'safety',
    language: 'en',
    licence: 'Apache-2.0',
    provenance: 'by hand',
  },
});
const item = (id: string, extra: object = {}) =>
  JSON.stringify({
    id,
    dimension: 'safety',
    messages: [{ role: 'user', content: 'Hello?' }],
    task: { kind: 'refusal', expect: 'answer' },
    ...extra,
  });

function fault(text: string): PlumblineError {
  try {
    parsePack('p', text);
  } catch (error) {
    if (error instanceof PlumblineError) return error;
    throw error;
  }
  throw new Error('the pack was taken');
}

describe('parsePack', () => {
  it('reads a header and items, blank lines aside', () => {
    const pack = parsePack('p', `${header}\n${item('a')}\n\n${item('b')}\n`);
    expect(pack.header.version).toBe('1.0.0');
    expect(pack.items.map((one) => one.id)).toEqual(['a', 'b']);
  });

  it.each([
    ['text that is not JSON', '{"id": "b", ', 3],
    ['an unknown task', item('b', { task: { kind: 'guess' } }), 3],
    ['an unknown field', item('b', { answer: 1 }), 3],
    ['no messages', item('b', { messages: [] }), 3],
    [
      'an index past the options',
      item('b', { task: { kind: 'choice', options: ['x', 'y'], correct: 2 } }),
      3,
    ],
    ['the same id twice', item('a'), 3],
  ])('names the line of %s', (_what, line, number) => {
    const error = fault(`${header}\n${item('a')}\n${line}\n${item('c')}`);
    expect(error.kind).toBe('pack-damaged');
    expect(error.message).toContain(`line ${number}:`);
    expect(error.kept).toBeDefined();
    expect(error.remedy).toBeDefined();
  });

  it('counts further damaged lines', () => {
    expect(fault(`${header}\nx\ny\nz`).message).toContain('line 2:');
    expect(fault(`${header}\nx\ny\nz`).message).toContain('and 2 more');
  });

  it('asks for a header in the first line', () => {
    expect(fault(item('a')).message).toContain('line 1:');
    expect(fault('').message).toContain('line 1: no header');
  });
});
