import { describe, expect, it } from 'vitest';
import type { EndpointModel } from '../../../src/domain/model.ts';
import { endpointModel } from '../../../src/engines/endpoint/record.ts';
import { Written } from '../../../src/engines/endpoint/written.ts';
import { splitReply } from '../../../src/formats/chain.ts';
import { think } from '../../support/endpoint.ts';

const entry = (chain: EndpointModel['chain']): EndpointModel =>
  endpointModel(
    { address: 'http://localhost', server: 'other' },
    {
      model: 'm',
      reported: { version: null, weights: null },
      dtype: 'as served',
      parameters: null,
      contextWindow: null,
    },
    { title: 'M', licence: null, chain, thinking: null },
  );

const tools = { marks: null, split: splitReply, timing: { prefill: 0, decode: 0 } };

describe('Written', () => {
  it('takes a megabyte of anything, in small pieces, and splits it', () => {
    for (const piece of [' ', '(', '7', '<think>', '</think>', '<', '\n', '`<think>`']) {
      const written = new Written();
      const times = Math.floor(2 ** 20 / piece.length);
      for (let at = 0; at < times; at++) {
        written.add({ choices: [{ delta: { content: piece }, finish_reason: null }] });
      }
      written.add({ choices: [{ delta: {}, finish_reason: 'length' }] });
      const opened = entry({ ...think, opened: true });
      expect(written.text(opened)).toHaveLength(times * piece.length);
      expect(written.reply('t', opened, tools).stop).toBe('length');
      expect(written.reply('t', entry(null), tools).answer).toBe(piece.repeat(times).trim());
    }
  });

  it('is a blank answer, and not a truncated one, where the model ended right after its chain', () => {
    const written = new Written();
    written.add({ choices: [{ delta: { reasoning_content: 'So.' } }] });
    written.add({ choices: [{ delta: { content: ' ' }, finish_reason: 'stop' }] });
    const reply = written.reply('t', entry(think), tools);
    expect(reply).toMatchObject({ chain: 'So.', answer: '', stop: 'end' });
  });

  it('counts no tokens of a chain that nobody counted', () => {
    const written = new Written();
    written.add({
      choices: [{ delta: { reasoning: 'So.', content: 'Yes' }, finish_reason: 'stop' }],
    });
    expect(written.reply('t', entry(think), tools)).toMatchObject({ tokens: [], chainTokens: 0 });
  });
});
