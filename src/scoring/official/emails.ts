import type { Span } from '../../domain/score.ts';

/** An e-mail address in a text, and its two sides. */
export interface Email extends Span {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

const ofLocal = /[A-Za-z0-9._%+-]/;
const ofDomain = /[A-Za-z0-9.-]/;
/** With the bar, which the authors did not mean. */
const ofEnding = /[A-Z|a-z]/;
const ofWord = /[\p{L}\p{N}_]/u;

/**
 * The e-mail addresses of a text, as Python's `re.findall(r'\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b', text)`
 * finds them. Read from each @ to its two sides, in time linear in the text's length, where the expression itself would try
 * every beginning.
 */
export function emailsIn(text: string): Email[] {
  const found: Email[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const start = startBefore(text, at, found.at(-1)?.end ?? 0);
    const end = start === null ? null : endAfter(text, at);
    if (start === null || end === null) continue;
    const address = text.slice(start, end);
    const [local, domain] = [text.slice(start, at), text.slice(at + 1, end)];
    found.push({ address, local, domain, start, end });
  }
  return found;
}

/** The first place from which letters of a local part, and nothing else, lead up to the @. */
function startBefore(text: string, at: number, least: number): number | null {
  let first: number | null = null;
  for (let from = at - 1; from >= least && ofLocal.test(text.charAt(from)); from--) {
    if (isBoundary(text, from)) first = from;
  }
  return first;
}

/** The last place at which a domain that follows the @ can end. */
function endAfter(text: string, at: number): number | null {
  let reach = at + 1;
  while (reach < text.length && ofDomain.test(text.charAt(reach))) reach++;
  for (let dot = reach - 1; dot > at + 1; dot--) {
    if (text.charAt(dot) !== '.') continue;
    let end = dot + 1;
    while (end < text.length && ofEnding.test(text.charAt(end))) end++;
    for (; end >= dot + 3; end--) if (isBoundary(text, end)) return end;
  }
  return null;
}

/** Whether a word begins or ends here. */
function isBoundary(text: string, at: number): boolean {
  return ofWord.test(text.charAt(at - 1)) !== ofWord.test(text.charAt(at));
}
