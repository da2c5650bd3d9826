import type { TaskOf } from '../domain/item.ts';
import type { Span } from '../domain/score.ts';
import { escaped, plain, type Sentence } from './text.ts';

/** An option named in a text. */
export interface Mention extends Span {
  readonly option: number;
  /** Whether it is named only to be turned down: "not the smith". */
  readonly denied: boolean;
}

/**
 * Finds where a sentence names the options, in their order in it. An option is known by its whole wording, or without its
 * leading "the", "at the" and the like; the option that nothing can be known, by its common wordings. Where one
 * option's words hold another's, the longer is meant.
 */
export function mentionFinder(task: TaskOf<'choice'>): (sentence: Sentence) => Mention[] {
  // Once a task: a text can have very many sentences.
  const options = task.options.map((option, index) => {
    const unknown = index === task.unknown || unknowable.test(plain(option));
    const patterns = [wording(option), ...(unknown ? [unknowable] : [])];
    return { index, unknown, patterns: patterns.map((pattern) => new RegExp(pattern, 'gu')) };
  });
  return (sentence) => mentionsIn(sentence, options);
}

interface KnownOption {
  readonly index: number;
  readonly unknown: boolean;
  readonly patterns: readonly RegExp[];
}

function mentionsIn(sentence: Sentence, options: readonly KnownOption[]): Mention[] {
  const { text } = sentence;
  const found = options.flatMap(({ index, unknown, patterns }) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map((match) => ({
        option: index,
        start: match.index,
        end: match.index + match[0].length,
        unknown,
      })),
    ),
  );
  const widest = widestOf(found);
  // "It cannot be known whether the smith or the baker did it": what follows is not named as an answer.
  const [head] = widest;
  const asked = head?.unknown && /^,? *(?:whether|if|who|which|what)\b/.test(text.slice(head.end));
  return (asked ? [head] : widest).map(({ option, start, end }) => ({
    option,
    start: start + sentence.start,
    end: end + sentence.start,
    denied: isDenied(text, start, end),
  }));
}

const unknowable =
  /\b(?:(?:it )?(?:can(?:not|'t| not)|could(?:n't| not)) be (?:known|determined|said|told|answered|inferred)|(?:un|not )known|undetermined|(?:nobody|no one) (?:can )?knows?|(?:(?:we|i|you) )?(?:can(?:not|'t)|do(?: not|n't)) (?:know|tell|say)|not enough (?:information|info)|(?:is|was) not (?:said|stated|told)|impossible to (?:know|tell|say))\b/u;

const leading = /^(?:(?:at|in|on|by|to|near|under|from) )?(?:the|an?) /;

/** The option's words with any space between them; what leads them may be left out. */
function wording(option: string): RegExp {
  const full = plain(option.trim()).replace(/[.!?]+$/, '');
  const [lead = ''] = leading.exec(full) ?? [];
  const body = full.slice(lead.length).split(/\s+/).map(escaped).join('\\s+');
  const before = lead === '' ? '' : `(?:${escaped(lead.trim()).replace(/\s+/g, '\\s+')}\\s+)?`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${before}${body}(?![\\p{L}\\p{N}])`, 'u');
}

const denialBefore =
  /(?:\b(?:not|nothing|never|neither|nor|isn't|wasn't|aren't|weren't|hardly|rather than|instead of|than|except)(?: (?:be|really|at all|quite|in fact|necessarily|at|the|an?|called|considered))*|\bno)\s*["'*]*$/;
const denialAfter =
  /^["'*]* (?:(?:is|was|are|were|would be|does|did|do|could|can) ?(?:not|n't)\b|(?:isn't|wasn't|cannot|can't|didn't|doesn't)\b|(?:is|was) (?:wrong|false|incorrect)\b)/;

/** Characters before a mention in which its denial can stand. */
const reach = 200;

function isDenied(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  return denialBefore.test(before) || denialAfter.test(text.slice(end));
}

/** The mentions in their order; of those that share characters the longest, and of equally long ones the first given. */
function widestOf<T extends Span>(found: readonly T[]): T[] {
  const longest = [...found].sort((a, b) => b.end - b.start - (a.end - a.start));
  const taken = new Set<number>();
  return longest
    .filter(({ start, end }) => {
      // None of those before is shorter: one that shares a character covers an end of this one.
      if (taken.has(start) || taken.has(end - 1)) return false;
      for (let at = start; at < end; at++) taken.add(at);
      return true;
    })
    .sort((a, b) => a.start - b.start);
}
