/** A reply that is only text, in its two parts; no answer where it ended inside its chain. */
export interface SplitText {
  readonly chain: string | null;
  readonly answer: string | null;
}

/** What chains are opened and closed by: most models; Ministral; what some are asked to write. */
const mark = /<(?<end>\/)?(?<name>think|thinking)>|\[(?<end2>\/)?(?<name2>THINK)\]/g;

/**
 * Splits a reply that was made elsewhere, and whose tokens are not known, into chain and answer.
 *
 * A chain opens at the beginning of the reply or of a line, so that an answer may speak of `<think>`; it ends at the next
 * closing mark of its kind. A closing mark that comes before any opening one ends a chain that the chat template had opened.
 */
export function splitReply(text: string): SplitText {
  const chain: string[] = [];
  const answer: string[] = [];
  /** The kind of chain that is open. */
  let inside: string | null = null;
  let from = 0;
  let hasChain = false;
  for (const match of text.matchAll(mark)) {
    const { end, end2, name, name2 } = match.groups ?? {};
    const [kind, closes] = [name ?? name2 ?? '', (end ?? end2) !== undefined];
    const before = text.slice(from, match.index);
    const isChain = closes
      ? inside === kind || (inside === null && !hasChain)
      : inside === null && /(?:^|\n)[^\S\n]*$/.test(before);
    if (!isChain) continue;
    (closes ? chain : answer).push(before);
    inside = closes ? null : kind;
    hasChain = true;
    from = match.index + match[0].length;
  }
  const rest = text.slice(from);
  if (inside !== null) return { chain: joined([...chain, rest]), answer: null };
  return { chain: hasChain ? joined(chain) : null, answer: joined([...answer, rest]) };
}

function joined(pieces: readonly string[]): string {
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join('\n');
}
