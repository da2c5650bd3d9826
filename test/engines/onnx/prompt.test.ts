import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/item.ts';
import type { Switch } from '../../../src/domain/thinking.ts';
import { forceTexts, promptOf } from '../../../src/engines/onnx/prompt.ts';

const folder = join(import.meta.dirname, '../../../public/models/specimen-instruct');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const tokenizer = new PreTrainedTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
// As the families with a switch have it: told not to think, the template writes an empty chain by itself.
const plain = String(tokenizer.chat_template);
tokenizer.chat_template = `${plain}{% if enable_thinking is defined and enable_thinking is false %}{{ '<think></think>' }}{% endif %}`;

const messages: readonly Message[] = [{ role: 'user', content: 'who bakes the bread ?' }];
const byTemplate: Switch = { by: 'template', argument: 'enable_thinking' };
const byWords: Switch = { by: 'system-message', off: 'no', on: 'yes' };

const text = (ids: readonly number[]) =>
  tokenizer.decode([...ids], { skip_special_tokens: false }).replaceAll(' ', '');
const written = (how: Switch | null, set: 'on' | 'off', asked = messages) =>
  text(promptOf(asked, { tokenizer, ...(how === null ? {} : { thinking: { how, set } }) }));

describe('a prompt', () => {
  it('tells the template’s argument where thinking has one, and nothing where it has none', () => {
    expect(written(byTemplate, 'off')).toMatch(/<think><\/think>$/);
    expect(written(byTemplate, 'on')).toMatch(/<\|assistant\|>$/);
    expect(written(byTemplate, 'on')).toBe(written(null, 'on'));
  });

  it('ends the system message with the switch’s words, and makes one where there is none', () => {
    expect(written(byWords, 'off')).toContain('<|system|>no<|end|><|user|>');
    const system: Message = { role: 'system', content: 'tell the truth' };
    const both = written(byWords, 'on', [system, ...messages]);
    expect(both).toMatch(/^<\|system\|>tellthetruth\s*yes<\|end\|><\|user\|>/);
    expect(both.match(/<\|system\|>/g)).toHaveLength(1);
  });

  it('is the same before a text that is only read', () => {
    const thinking = { how: byTemplate, set: 'off' } as const;
    const row = { trial: 't', messages, texts: ['the baker'] };
    const [forced] = forceTexts(row, { tokenizer, thinking });
    expect(forced?.prompt).toEqual(promptOf(messages, { tokenizer, thinking }));
  });
});
