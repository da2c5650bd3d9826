import type { SplitText } from './chain.ts';

/** The head of a message: <|start|>assistant<|channel|>final<|message|>. Its recipient and the like may stand within. */
const head =
  /(?:<\|start\|>[ \t]?assistant[^<]{0,80})?<\|channel\|>[ \t]?(?<channel>\w{1,20})(?:[ \t][^<]{0,80})?(?:<\|constrain\|>[^<]{0,80})?<\|message\|>/g;
const cutHead = /^\s*(?:<\|start\|>assistant)?<\|channel\|>[^<]{0,80}$/;
const end = /<\|(?:end|return|call)\|>/;

/**
 * Splits a reply that is written in channels, as gpt-oss does: the answer is what stands in `final`, all else is chain.
 * Such a reply begins with the head of a message, or is the rest of a message that the chat template had opened and then
 * goes on with one.
 * @returns null for a reply without channels
 */
export function splitChannels(text: string): SplitText | null {
  if (!text.includes('<|channel|>')) return null;
  const heads = [...text.matchAll(head)].filter(({ index, 0: whole }) =>
    whole.startsWith('<|start|>') ? text[index - 1] !== '`' : beginsMessage(text, index),
  );
  const [first] = heads;
  // A reply that was cut off within its first head has said nothing yet.
  if (first === undefined) return cutHead.test(text) ? { chain: '', answer: null } : null;
  const opened = text.slice(0, first.index);
  const chain: string[] = isBlank(opened) ? [] : [body(opened)];
  const answer: string[] = [];
  let last = '';
  for (const [at, message] of heads.entries()) {
    last = message.groups?.['channel'] ?? '';
    const from = message.index + message[0].length;
    const content = body(text.slice(from, heads[at + 1]?.index));
    (last === 'final' ? answer : chain).push(content);
  }
  const joined = (pieces: readonly string[]) => pieces.filter((piece) => piece !== '').join('\n');
  if (last === 'final') {
    return { chain: chain.length > 0 ? joined(chain) : null, answer: joined(answer) };
  }
  const begun = joined(answer) !== '';
  return { chain: joined(chain), answer: null, ...(begun ? { begun } : {}) };
}

function body(text: string): string {
  const at = text.search(end);
  return (at === -1 ? text : text.slice(0, at)).trim();
}

function beginsMessage(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at).trimEnd();
  return before === '' || /<\|(?:end|call)\|>$/.test(before) || text[at - 1] === '\n';
}

const isBlank = (text: string) => text.trim() === '';
