/** A piece of an answer: a number, one letter, a command without its backslash, words, or a sign. */
export interface Token {
  readonly kind: 'number' | 'letter' | 'command' | 'words' | 'sign';
  readonly text: string;
}

/** Longer answers are not read: they are no answers. */
const longest = 2000;

/** Signs of other alphabets, as LaTeX writes them. */
const written: Readonly<Record<string, string>> = {
  ...{ '−': '-', '–': '-', '×': '\\times ', '·': '\\cdot ', '⋅': '\\cdot ', '∗': '*' },
  ...{ '÷': '\\div ', '±': '\\pm ', '∓': '\\mp ', '√': '\\sqrt ', π: '\\pi ', θ: '\\theta ' },
  ...{ '∞': '\\infty ', '≤': '\\le ', '≥': '\\ge ', '≠': '\\ne ', '≈': '\\approx ' },
  ...{ '∈': '\\in ', '∪': '\\cup ', '∩': '\\cap ', '∅': '\\emptyset ', ℝ: '\\mathbb{R}' },
  ...{ '°': '\\circ ', '½': '\\frac{1}{2}', '¼': '\\frac{1}{4}', '¾': '\\frac{3}{4}' },
  ...{ '⅓': '\\frac{1}{3}', '⅔': '\\frac{2}{3}', '⅛': '\\frac{1}{8}', '∠': '\\angle ' },
  ...{ '²': '^{2}', '³': '^{3}', '⁴': '^{4}', '₁': '_{1}', '₂': '_{2}', '₃': '_{3}' },
  ...{ '，': ',', '⟨': '\\langle ', '⟩': '\\rangle ', '\u00a0': ' ', '\u202f': ' ' },
};
const writtenSign = new RegExp(`[${Object.keys(written).join('')}]`, 'gu');

// Commas group digits by threes: 1,000 or 1{,}000; so do thin and plain spaces: 1 000.
const grouped = String.raw`\d{1,3}(?:(?:\{,\}|,(?:\\!)+ ?|\\[,;: ]| |,)\d{3})+(?!\d)`;
const spaced = String.raw`\d{1,3}(?:(?:\{,\}|,(?:\\!)+ ?|\\[,;: ]| )\d{3})+(?!\d)`;
const plainNumber = String.raw`\d+(?:\.\d+)?|\.\d+`;
const number = new RegExp(String.raw`(?:${grouped})(?:\.\d+)?|${plainNumber}`, 'y');
/** Within brackets a comma parts two numbers: (1,200) is a point. */
const numberInBrackets = new RegExp(String.raw`(?:${spaced})(?:\.\d+)?|${plainNumber}`, 'y');

const textCommands =
  /\\(?:text|mbox|textbf|textit|textrm|textnormal|mathrm|operatorname\*?|mathbf|mathit|mathsf|boldsymbol)\s*\{([^{}]*)\}/y;
const ignored =
  /\s+|[$€£¥]|\\(?:[()[\],;:! $]|(?:left|right|big|Big|bigg|Bigg)[lr]?(?![A-Za-z])\.?|(?:displaystyle|textstyle|limits|quad|qquad|mathbf|mathit|mathcal|mathrm|boldsymbol|vec|boxed|fbox|angle|triangle|overrightarrow|hspace\{[^{}]*\}|hline|bf|rm|it)(?![A-Za-z]))|~/y;
const environment = /\\(begin|end)\s*\{\s*([a-z]+)\*?\s*\}(?:\{[^{}]*\})?/y;

/** Words with a meaning of their own, in plain text and in `\text`. */
const meanings: Readonly<Record<string, string>> = {
  ...{
    pi: 'pi',
    sqrt: 'sqrt',
    sin: 'sin',
    cos: 'cos',
    tan: 'tan',
    cot: 'cot',
    sec: 'sec',
    csc: 'csc',
  },
  ...{ ln: 'ln', log: 'log', exp: 'exp', arcsin: 'arcsin', arccos: 'arccos', arctan: 'arctan' },
  ...{ infinity: 'infty', inf: 'infty', infty: 'infty', and: 'and', or: 'or' },
  ...{ tg: 'tan', ctg: 'cot', arctg: 'arctan', arcctg: 'arccot' },
  ...{ percent: 'percent', percents: 'percent', degrees: 'circ', degree: 'circ' },
};
const shortWords = new Set(
  'cm mm km dm kg mg ft lb lbs oz mi mph kph yd hr hrs min sec am pm sq in no yes gal'.split(' '),
);

/**
 * The pieces of an answer in LaTeX or plain text, without what only sets it: spaces, dollar signs, `\left`, styles.
 * @returns null where it is too long to be an answer
 */
export function tokensOf(text: string): Token[] | null {
  if (text.length > longest) return null;
  const source = unified(text);
  const tokens: Token[] = [];
  let brackets = 0;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at += match[0].length;
    return match;
  };
  while (at < source.length) {
    const named = take(textCommands);
    if (named !== null) {
      tokens.push(...worded(named[1] ?? '', named[0]));
      continue;
    }
    const set = take(environment);
    if (set !== null) {
      tokens.push({ kind: 'command', text: `${set[1] ?? ''}:${set[2] ?? ''}` });
      continue;
    }
    if (take(ignored) !== null) continue;
    const repeating = take(/(\d*\.\d*)\\(?:overline|bar|dot)\{(\d+)\}/y);
    if (repeating !== null) {
      tokens.push({ kind: 'number', text: `${repeating[1] ?? ''}(${repeating[2] ?? ''})` });
      continue;
    }
    const digits = take(brackets > 0 ? numberInBrackets : number);
    if (digits !== null) {
      tokens.push({ kind: 'number', text: digits[0].replace(/[^\d.]/g, '') });
      continue;
    }
    const command = take(/\\([A-Za-z]+|.)/suy);
    if (command !== null) {
      tokens.push({ kind: 'command', text: command[1] ?? '' });
      if (command[1] === '{') brackets++;
      if (command[1] === '}') brackets--;
      continue;
    }
    const word = take(/[A-Za-z]+/y);
    if (word !== null) {
      tokens.push(...lettered(word[0], tokens.at(-1)?.kind === 'words'));
      continue;
    }
    const [sign = ''] = take(/./suy) ?? [];
    if (sign === '(' || sign === '[') brackets++;
    if (sign === ')' || sign === ']') brackets--;
    tokens.push({ kind: /\p{L}/u.test(sign) ? 'letter' : 'sign', text: sign });
  }
  return tokens;
}

/** One way to write what has several. */
function unified(text: string): string {
  const inMatrix = text.includes('\\begin');
  const source = text
    .replace(writtenSign, (sign) => written[sign] ?? sign)
    .replace(/\*\*|__(?![\w{])/g, (mark) => (mark === '**' && /\d\*\*\d/.test(text) ? '^' : ''))
    .replace(/\\\\\[[\d.]{1,5}[a-z]{2}\]/g, '\\\\')
    .replace(/\\q?quad(?=[a-z])/g, ' ')
    .replace(/\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![a-z]))/g, '\\circ ')
    .replace(/(?:[.,;:?\s]|\\\\$)+$/, '');
  // What was escaped twice on its way: \\le.
  return inMatrix ? source : source.replace(/\\\\(?=[A-Za-z])/g, '\\');
}

/** What `\text{…}` says. One letter set upright is that letter: \mathrm{e}. */
function worded(content: string, command: string): Token[] {
  const text = content.trim();
  const meaning = meanings[text.toLowerCase().replace(/^[,.]\s*/, '')];
  if (meaning !== undefined) return [{ kind: 'command', text: meaning }];
  if (/^\\math|^\\bold/.test(command) && /^[A-Za-z]$/.test(text)) return [{ kind: 'letter', text }];
  if (/^[-\d.,\s]+$/.test(text) && /\d/.test(text)) {
    return [{ kind: 'number', text: text.replace(/[^\d.]/g, '') }];
  }
  if (/^\d/.test(text)) return tokensOf(text) ?? [];
  return text === '' ? [] : [{ kind: 'words', text }];
}

/** A run of letters is a word that means something, a word, or names of one letter each that are multiplied. */
function lettered(run: string, afterWords: boolean): Token[] {
  const meaning = meanings[run.toLowerCase()];
  if (meaning !== undefined) return [{ kind: 'command', text: meaning }];
  const isLong = run.length > (afterWords ? 1 : 3);
  const word = /[a-z]/.test(run) && (isLong || shortWords.has(run.toLowerCase()));
  if (word) return [{ kind: 'words', text: run }];
  return run.split('').map((text) => ({ kind: 'letter', text }));
}
