import type { Item } from '../domain/item.ts';

/** What an item asks last, for scorers that weigh a reply against it; null where it asks nothing. */
export function promptOf({ messages }: Pick<Item, 'messages'>): string | null {
  return messages.findLast(({ role }) => role === 'user')?.content ?? null;
}
