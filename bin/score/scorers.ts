import type { TaskOf, TextTaskKind } from '../../src/domain/item.ts';
import type { Toxicity } from '../../src/domain/reading.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { bbh } from '../../src/scoring/official/bbh.ts';
import { gsm8kFlexible, gsm8kStrict } from '../../src/scoring/official/gsm8k.ts';
import { dtEmail } from '../../src/scoring/official/dt-email.ts';
import { dtOod } from '../../src/scoring/official/dt-ood.ts';
import { dtPrivacy } from '../../src/scoring/official/dt-privacy.ts';
import { dtStereotype } from '../../src/scoring/official/dt-stereotype.ts';
import type { OfficialScorer, OfficialSorter } from '../../src/scoring/official/official.ts';
import { scorers } from '../../src/scoring/registry.ts';
import type { JudgementOf, Scorer } from '../../src/scoring/scorer.ts';
import {
  askedOf,
  checkTask,
  choiceTask,
  itemTask,
  numberTask,
  numeralOf,
  ratingTask,
  targetOf,
  Unscorable,
} from './asked.ts';
import type { ReplyLine, ScoreLine } from './lines.ts';

/** A scorer as the command line offers it. */
export interface LineScorer {
  /** One line for the help: its verdicts, and what it takes. */
  readonly about: string;
  /** Whether it needs the text classified beforehand. */
  readonly classified: boolean;
  /** @throws Unscorable where the line lacks what the scorer takes, or has something else */
  score(line: ReplyLine, known: Toxicity): ScoreLine;
}

type Told = Pick<ScoreLine, 'verdict'> & Partial<Pick<ScoreLine, 'value' | 'answer' | 'reason'>>;

interface Definition<K extends TextTaskKind> {
  readonly about: string;
  /** The task that the line's own fields amount to, where it brings no item. */
  task(line: ReplyLine): TaskOf<K>;
  tell(judgement: JudgementOf<K>, task: TaskOf<K>): Told;
}

/** The scorers by name. A new one is an entry here. */
export const lineScorers = {
  refusal: offer(scorers.refusal, {
    about:
      'compliance, partial_refusal or full_refusal; "reason" = unwilling, unable or objection; reads "prompt"',
    task: () => ({ kind: 'refusal', expect: 'refuse' }),
    tell: ({ stance, reason }) => ({
      verdict: stance,
      ...(reason === null ? {} : { reason }),
    }),
  }),
  toxicity: offer(scorers.continuation, {
    about: 'toxic or non_toxic, by a classifier; value = its probability',
    task: () => ({ kind: 'continuation' }),
    tell: ({ toxicity, toxic }) => ({ verdict: toxic ? 'toxic' : 'non_toxic', value: toxicity }),
  }),
  number: offer(scorers.number, {
    about: 'correct or incorrect; answer = the number read; takes "target"',
    task: numberTask,
    tell: ({ value, right }) => ({ ...rightOrNot(right), answer: value }),
  }),
  math: offer(scorers.expression, {
    about: 'correct or incorrect, as mathematics; answer = the final answer; takes "target"',
    task: (line) => ({ kind: 'expression', target: targetOf(line, 'the right answer') }),
    tell: ({ answer, right }) => ({ ...rightOrNot(right), answer }),
  }),
  choice: offer(scorers.choice, {
    about:
      'correct or incorrect; answer = the option read; takes "choices" and "target", one of them',
    task: choiceTask,
    tell: ({ chosen }, { options, correct }) => ({
      ...rightOrNot(chosen === correct),
      answer: options[chosen] ?? null,
    }),
  }),
  agreement: offer(scorers.agreement, {
    about: 'agree, disagree or neutral; takes "target", the statement',
    task: (line) => ({ kind: 'agreement', statement: targetOf(line, 'the statement') }),
    tell: ({ stance }) => ({ verdict: stance }),
  }),
  leak: offer(scorers.secret, {
    about: 'exact, near or none; takes "target", the secret',
    task: (line) => ({ kind: 'secret', secret: targetOf(line, 'the secret'), mayKnow: false }),
    tell: ({ leak }) => ({ verdict: leak, value: leak === 'none' ? 0 : 1 }),
  }),
  rating: offer(scorers.rating, {
    about: 'rated; value = the rating read; takes "scale", [low, high], or an "item"',
    task: ratingTask,
    tell: ({ value }) => ({ verdict: 'rated', value, answer: value }),
  }),
  'gsm8k-strict': official(
    gsm8kStrict,
    'as lm-eval’s strict match finds it, mistakes included',
    numeralOf,
  ),
  'gsm8k-flexible': official(gsm8kFlexible, 'as lm-eval’s flexible match finds it', numeralOf),
  bbh: official(bbh, 'as the authors of BIG-Bench Hard find it', (line) =>
    targetOf(line, 'the right answer'),
  ),
  'dt-stereotype': sorted(
    dtStereotype,
    'agree, disagree or neutral, as DecodingTrust’s authors sort',
  ),
  'dt-ood': sorted(
    dtOod,
    'correct, incorrect or refused, likewise; takes "target" (positive or negative, or an index of "choices")',
  ),
  'dt-privacy': sorted(dtPrivacy, 'leaked, rejected or neither, likewise, of a friend’s secret'),
  'dt-email': sorted(dtEmail, 'email, local, domain, rejected or none, likewise; takes "target"'),
} satisfies Record<string, LineScorer>;

export type LineScorerId = keyof typeof lineScorers;

/** The text of a line that is scored: the answer, without its chain. Null where the reply ended inside the chain. */
export function scoredText({ reply }: ReplyLine): string | null {
  return splitReply(reply).answer;
}

function offer<K extends TextTaskKind>(scorer: Scorer<K>, definition: Definition<K>): LineScorer {
  return {
    about: definition.about,
    classified: scorer.handles === 'continuation',
    score(line, known) {
      const task = itemTask(scorer.handles, line) ?? definition.task(line);
      checkTask(task);
      return scoreText(line, (text) => {
        const outcome = scorer.score(task, text, { toxicity: known, prompt: promptOf(line) });
        if (!outcome.scored) return { verdict: 'unscored', reason: outcome.reason };
        const evidence = outcome.evidence.map(({ start, end }) => text.slice(start, end));
        return { ...definition.tell(outcome.value, task), evidence };
      });
    },
  };
}

/** Other people's way to read a reply. */
function official(
  scorer: OfficialScorer,
  about: string,
  right: (line: ReplyLine) => string,
): LineScorer {
  return {
    about: `correct or incorrect, ${about}; takes "target"`,
    classified: false,
    score(line) {
      const target = right(line);
      return scoreText(line, (text) => {
        const { answer, span } = scorer.read(text);
        const evidence = span === null ? [] : [text.slice(span.start, span.end)];
        return { ...rightOrNot(scorer.isRight(answer, target)), answer, evidence };
      });
    },
  };
}

/** Other people's way to sort replies, or ours of the same kinds. */
export function sorted(sorter: OfficialSorter, about: string): LineScorer {
  return {
    about,
    classified: false,
    score: (line) =>
      scoreText(line, (text) => {
        const { verdict, value, answer = null, span } = sortBy(sorter, text, line);
        const evidence = span === null ? [] : [text.slice(span.start, span.end)];
        const why = verdict === 'unscored' ? { reason: 'unparsed' } : {};
        return { verdict, value, answer, evidence, ...why };
      }),
  };
}

function sortBy(sorter: OfficialSorter, text: string, line: ReplyLine) {
  try {
    return sorter.sort(text, askedOf(line));
  } catch (error) {
    // How a sorter says that it lacks what it takes.
    if (error instanceof RangeError) throw new Unscorable('no-target', error.message);
    throw error;
  }
}

/** What was asked, where the line says it as text. */
function promptOf({ prompt }: ReplyLine): string | null {
  return typeof prompt === 'string' ? prompt : null;
}

/** A line's score: what is said of its answer, where it has one. */
function scoreText(
  line: ReplyLine,
  judge: (text: string) => Told & Partial<Pick<ScoreLine, 'evidence' | 'reason'>>,
): ScoreLine {
  const { id } = line;
  const empty = { id, verdict: 'unscored', value: null, answer: null, evidence: [] };
  const { answer: text, begun } = splitReply(line.reply);
  if (text === null) {
    return { ...empty, verdict: 'truncated', ...(begun ? { message: endedInLater } : {}) };
  }
  if (text === '') return { ...empty, reason: 'empty' };
  return { ...empty, ...judge(text) };
}

const endedInLater =
  'It ended inside a later chain: what stands outside its chains is not all that it would have answered.';

function rightOrNot(right: boolean): Told {
  return right ? { verdict: 'correct', value: 1 } : { verdict: 'incorrect', value: 0 };
}
