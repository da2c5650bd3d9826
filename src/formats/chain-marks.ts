/** A mark that opens or closes a chain, where it is not only quoted. */
export interface ChainMark {
  /** Marks of one kind belong together: a chain is closed by its own kind. */
  readonly kind: string;
  /** `empty` opens a chain and closes it at once, as <think/> does. */
  readonly sort: 'open' | 'close' | 'empty';
  readonly start: number;
  readonly end: number;
}

/**
 * The marks in use. Words of a plain sentence ("Here is my thought process:", as Granite writes) are none: an ordinary
 * answer can begin so.
 *
 * - <think>, <thinking>, <thought>, <reasoning>, <scratchpad>: most models, and what some are asked to write
 * - <seed:think>: Seed; [THINK]: Magistral and Ministral; ◁think▷: Kimi
 * - <|begin_of_thought|>: Sky-T1, OpenThinker; <|START_THINKING|>: Command A; <|inner_prefix|>: Apertus
 */
const mark = new RegExp(
  [
    String.raw`<[ \t]{0,2}/?[ \t]{0,2}(?:think(?:ing)?|thoughts?|reasoning|scratchpad|seed:think)[ \t]{0,2}/?[ \t]{0,2}>`,
    String.raw`\[/?THINK\]|◁/?think▷`,
    String.raw`<\|(?:begin_of_thought|end_of_thought|START_THINKING|END_THINKING|inner_prefix|inner_suffix)\|>`,
  ].join('|'),
  'gi',
);

/** The marks of a text in their order; those that are quoted, by quotation marks or backticks, are left out. */
export function marksIn(text: string): ChainMark[] {
  const found: ChainMark[] = [];
  /** A text writes its marks in few ways, and can hold very many. */
  const known = new Map<string, ReturnType<typeof readMark>>();
  /** Where the last mark began after a backtick: its partner on the same line ends before one. */
  let ticked = -1;
  for (const match of text.matchAll(mark)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const read = known.get(match[0]) ?? readMark(match[0]);
    if (!known.has(match[0])) known.set(match[0], read);
    if (read === null) continue;
    if (text[start - 1] === '`' && read.sort !== 'close') ticked = end;
    else if (text[end] === '`' && ticked !== -1) {
      const sameLine = !text.slice(ticked, start).includes('\n');
      ticked = -1;
      if (!sameLine && !isQuoted(text, start, end)) found.push({ ...read, start, end });
    } else if (!isQuoted(text, start, end)) found.push({ ...read, start, end });
  }
  return found;
}

/** Null for what only looks like a mark. */
function readMark(written: string): Pick<ChainMark, 'kind' | 'sort'> | null {
  // In small letters it is a word in brackets.
  if (written.startsWith('[') && !written.includes('THINK')) return null;
  const name = written.toLowerCase().replace(/[^a-z:_]/g, '');
  if (written.startsWith('<|')) {
    const opens = /^(?:begin|start|inner_prefix)/.test(name);
    return {
      kind: `|${name.replace(/^(?:begin_of|end_of|start|end)_|_.*fix$/, '')}`,
      sort: opens ? 'open' : 'close',
    };
  }
  const kind = written.startsWith('<') ? name : `${written.charAt(0)}${name}`;
  if (/^.[ \t]*\//.test(written)) return { kind, sort: 'close' };
  return { kind, sort: written.includes('/') ? 'empty' : 'open' };
}

const partners: Readonly<Record<string, string>> = {
  '`': '`',
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '«': '»',
  '(': ')',
};

function isQuoted(text: string, start: number, end: number): boolean {
  const partner = partners[text[start - 1] ?? ''];
  return partner !== undefined && text[end] === partner;
}
