import type { Finding, Verdict } from '../domain/finding.ts';
import { modelWord, type Pair } from '../domain/pair.ts';
import { leastCoverage } from '../statistics/verdict.ts';

export interface SentencePart {
  readonly text: string;
  /** Set where the text names findings that share a verdict, so that a page can colour or link it. */
  readonly verdict?: Verdict;
  /** Id of the metric that this piece names. */
  readonly metric?: string;
}

export interface Progress {
  readonly planned: number;
  readonly made: number;
}

/**
 * The report in plain words: what improved, regressed and stayed the same on the headline metrics, what these items
 * cannot say, and where the chain alone is worse. Says what was seen on these items, never why.
 */
export function describe(
  findings: readonly Finding[],
  pair: Pick<Pair, 'role'>,
  { planned, made }: Progress,
): SentencePart[] {
  if (made === 0) return [{ text: 'No reply has been made yet, so nothing is compared.' }];
  const headlines = findings.filter((finding) => finding.headline);
  const measured = headlines.filter(({ difference }) => difference !== null);
  const having = (verdict: Verdict) => measured.filter((finding) => finding.verdict === verdict);

  const told = wordsFor(pair);
  const clauses = [
    clause(`${told.improved} on `, having('improved')),
    clause(`${told.regressed} on `, having('regressed')),
    clause(`${told.preserved} within ${points(measured[0]?.margin ?? 0)} on `, having('preserved')),
  ].filter((parts) => parts.length > 0);
  const open = having('inconclusive').filter(isCovered);
  const unscored = headlines.filter(
    (finding) => finding.verdict === 'inconclusive' && finding.answered > 0 && !isCovered(finding),
  );
  const unmeasured = headlines.filter(
    (finding) => finding.difference === null && !unscored.includes(finding),
  );
  // What several metrics say of one thing is said once a dimension, by its first share.
  const chain = findings
    .filter(
      ({ part, verdict, scale }) =>
        part === 'chain' && verdict === 'regressed' && scale === 'share',
    )
    .filter((one, at, all) => all.findIndex(({ dimension }) => dimension === one.dimension) === at);

  const model = `the ${modelWord(pair, 'reasoning')}`;
  const subject = clauses.length > 0 ? 'it' : model;

  const sentences = [
    clauses.length > 0 ? [{ text: `${model} ` }, ...listed(clauses)] : [],
    open.length > 0
      ? [
          { text: `these items cannot tell whether ${subject} ${told.changed} on ` },
          ...named(open, needs),
        ]
      : [],
    chain.length > 0
      ? [{ text: 'its chain does worse than the baseline’s answer on ' }, ...named(chain, size)]
      : [],
    unscored.length > 0
      ? [{ text: 'too few replies could be scored to compare ' }, ...named(unscored, scored)]
      : [],
    unmeasured.length > 0
      ? [{ text: 'nothing could be compared on ' }, ...named(unmeasured, () => '')]
      : [],
  ].filter((parts) => parts.length > 0);
  const lead = made < planned ? [{ text: `So far, with ${made} of ${planned} replies, ` }] : [];
  return sentences.flatMap((parts, at) =>
    at === 0 && lead.length > 0
      ? [...lead, ...parts, { text: '. ' }]
      : [...capital(parts), { text: at === sentences.length - 1 ? '.' : '. ' }],
  );
}

/** A model that came before the baseline did not change from it: it only differs. */
function wordsFor({ role }: Pick<Pair, 'role'>) {
  return role === 'base'
    ? {
        improved: 'does better',
        regressed: 'does worse',
        preserved: 'stays',
        changed: 'differs',
      }
    : {
        improved: 'improved',
        regressed: 'regressed',
        preserved: 'stayed',
        changed: 'changed',
      };
}

function isCovered({ n, answered }: Finding): boolean {
  return n >= leastCoverage * answered;
}

function clause(words: string, findings: readonly Finding[]): SentencePart[] {
  return findings.length === 0 ? [] : [{ text: words }, ...named(findings, size)];
}

function named(findings: readonly Finding[], note: (finding: Finding) => string): SentencePart[] {
  return listed(
    findings.map((finding) => {
      const { metric, part, title, verdict } = finding;
      const text = title.charAt(0).toLowerCase() + title.slice(1);
      // A page's link leads to the answer's items, so only an answer's finding names its metric.
      const link = part === 'answer' ? { metric } : {};
      return [{ text, verdict, ...link }, { text: note(finding) }];
    }),
  );
}

const size = ({ difference, n }: Finding) =>
  ` (${signed(difference?.value ?? 0)}, n\u00a0=\u00a0${n})`;
const scored = ({ n, answered }: Finding) => ` (${n}\u00a0of\u00a0${answered})`;
const needs = ({ n, needed }: Finding) =>
  needed === null
    ? ` (n\u00a0=\u00a0${n})`
    : ` (n\u00a0=\u00a0${n}; about ${needed.toLocaleString('en')} would)`;

/** Points with one decimal where it says something. */
function points(share: number): string {
  const value = Math.round(Math.abs(share) * 1000) / 10;
  return `${value} ${value === 1 ? 'point' : 'points'}`;
}

function signed(share: number): string {
  return `${share < 0 ? '−' : share > 0 ? '+' : '±'}${points(share)}`;
}

/** "A", "A and B", "A, B and C". */
function listed(groups: readonly (readonly SentencePart[])[]): SentencePart[] {
  return groups.flatMap((parts, at) => {
    if (at === 0) return parts;
    return [{ text: at === groups.length - 1 ? ' and ' : ', ' }, ...parts];
  });
}

function capital(parts: readonly SentencePart[]): SentencePart[] {
  return parts.map((part, at) =>
    at === 0 ? { ...part, text: part.text.charAt(0).toUpperCase() + part.text.slice(1) } : part,
  );
}
