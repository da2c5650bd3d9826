const small = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen`.split(/\s+/);
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const values = new Map<string, number>([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, at): [string, number] => [word, (at + 2) * 10]),
  ['oh', 0],
]);

/** A number's word in digits: "seven" is 7, "forty" 40. Null for any other word. */
export function digitsOf(word: string): string | null {
  const value = values.get(word);
  return value === undefined ? null : String(value);
}

/** Whether a word can be part of a number that is spelled out, "hundred" and "and" among them. */
export function isNumberWord(word: string): boolean {
  return values.has(word) || word === 'hundred' || word === 'thousand' || word === 'and';
}

/**
 * Words that spell one number out, in digits: "two hundred and sixty-six" is 266. Without a hundred or a thousand among
 * them they are read one after another, as codes are: "oh two six" is 026, "twenty-two ten" 2210. Null where any word
 * is not part of a number.
 */
export function spelledOut(words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const counted = words.some((word) => word === 'hundred' || word === 'thousand');
  return counted ? sum(words) : sequence(words);
}

function sum(words: readonly string[]): string | null {
  let [thousands, rest] = [0, 0];
  for (const word of words) {
    const value = values.get(word);
    if (value !== undefined) rest += value;
    else if (word === 'hundred') rest = Math.max(1, rest) * 100;
    else if (word === 'thousand') [thousands, rest] = [thousands + Math.max(1, rest) * 1000, 0];
    else if (word !== 'and') return null;
  }
  return String(thousands + rest);
}

function sequence(words: readonly string[]): string | null {
  let digits = '';
  let open = false;
  for (const word of words) {
    const value = values.get(word);
    if (value === undefined) return null;
    // "sixty six" is 66, not 606.
    digits =
      open && value > 0 && value < 10 ? `${digits.slice(0, -1)}${value}` : `${digits}${value}`;
    open = value >= 20;
  }
  return digits;
}
