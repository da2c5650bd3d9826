import type { Item, Task } from '../../src/domain/item.ts';
import type { Reply } from '../../src/domain/reply.ts';

export function itemOf(task: Task, more: Partial<Item> = {}): Item {
  return {
    id: 'item',
    dimension: 'reasoning',
    messages: [{ role: 'user', content: 'Say.' }],
    task,
    ...more,
  };
}

export function replyOf(answer: string | null, chain: string | null = null): Reply {
  return {
    trial: 'trial',
    tokens: [],
    chain,
    answer,
    chainTokens: 0,
    stop: answer === null ? 'length' : 'end',
    timing: { prefill: 0, decode: 0 },
  };
}
