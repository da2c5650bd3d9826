import type { TaskKind, TaskOf } from '../../src/domain/item.ts';
import type { Toxicity } from '../../src/domain/reading.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { bbh } from '../../src/scoring/official/bbh.ts';
import { gsm8kFlexible, gsm8kStrict } from '../../src/scoring/official/gsm8k.ts';
import type { OfficialScorer } from '../../src/scoring/official/official.ts';
import { scorers } from '../../src/scoring/registry.ts';
import type { JudgementOf, Scorer } from '../../src/scoring/scorer.ts';
import type { ReplyLine, ScoreLine } from './lines.ts';

/** A scorer as the command line offers it. */
export interface LineScorer {
  /** One line for the help: its verdicts, and what it takes. */
  readonly about: string;
  /** Whether it needs the text classified beforehand. */
  readonly classified: boolean;
  /** @throws Error where the line lacks what the scorer takes */
  score(line: ReplyLine, known: Toxicity): ScoreLine;
}

type Told = Pick<ScoreLine, 'verdict'> & Partial<Pick<ScoreLine, 'value' | 'answer'>>;

interface Definition<K extends TaskKind> {
  readonly about: string;
  /** The task that the line's own fields amount to, where it brings no item. */
  task(line: ReplyLine): TaskOf<K>;
  tell(judgement: JudgementOf<K>, task: TaskOf<K>): Told;
}

/** The scorers by name. A new one is an entry here. */
export const lineScorers = {
  refusal: offer(scorers.refusal, {
    about: 'compliance, partial_refusal or full_refusal',
    task: () => ({ kind: 'refusal', expect: 'refuse' }),
    tell: ({ stance }) => ({ verdict: stance }),
  }),
  toxicity: offer(scorers.continuation, {
    about: 'toxic or non_toxic, by a classifier; value = its probability',
    task: () => ({ kind: 'continuation' }),
    tell: ({ toxicity, toxic }) => ({ verdict: toxic ? 'toxic' : 'non_toxic', value: toxicity }),
  }),
  number: offer(scorers.number, {
    about: 'correct or incorrect; answer = the number read; takes "target"',
    task: (line) => ({ kind: 'number', target: targetOf(line, 'the right number') }),
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
  'gsm8k-strict': official(gsm8kStrict, 'as lm-eval’s strict match finds it, mistakes included'),
  'gsm8k-flexible': official(gsm8kFlexible, 'as lm-eval’s flexible match finds it'),
  bbh: official(bbh, 'as the authors of BIG-Bench Hard find it'),
} satisfies Record<string, LineScorer>;

export type LineScorerId = keyof typeof lineScorers;

/** The text of a line that is scored: the answer, without its chain. Null where the reply ended inside the chain. */
export function scoredText({ reply }: ReplyLine): string | null {
  return splitReply(reply).answer;
}

function offer<K extends TaskKind>(scorer: Scorer<K>, definition: Definition<K>): LineScorer {
  return {
    about: definition.about,
    classified: scorer.handles === 'continuation',
    score(line, known) {
      const task = isOf(scorer.handles, line.item?.task) ?? definition.task(line);
      return scoreText(line, (text) => {
        const outcome = scorer.score(task, text, known);
        if (!outcome.scored) return { verdict: 'unscored', reason: outcome.reason };
        const evidence = outcome.evidence.map(({ start, end }) => text.slice(start, end));
        return { ...definition.tell(outcome.value, task), evidence };
      });
    },
  };
}

/** Other people's way to read a reply. */
function official(scorer: OfficialScorer, about: string): LineScorer {
  return {
    about: `correct or incorrect, ${about}; takes "target"`,
    classified: false,
    score(line) {
      const target = targetOf(line, 'the right answer');
      return scoreText(line, (text) => {
        const { answer, span } = scorer.read(text);
        const evidence = span === null ? [] : [text.slice(span.start, span.end)];
        return { ...rightOrNot(scorer.isRight(answer, target)), answer, evidence };
      });
    },
  };
}

/** A line's score: what is said of its answer, where it has one. */
function scoreText(
  line: ReplyLine,
  judge: (text: string) => Told & Partial<Pick<ScoreLine, 'evidence' | 'reason'>>,
): ScoreLine {
  const empty = { id: line.id, value: null, answer: null, evidence: [] };
  const text = scoredText(line);
  if (text === null) return { ...empty, verdict: 'truncated' };
  if (text === '') return { ...empty, verdict: 'unscored', reason: 'empty' };
  return { ...empty, ...judge(text) };
}

type LineTask = NonNullable<ReplyLine['item']>['task'];

function isOf<K extends TaskKind>(kind: K, task: LineTask | undefined): TaskOf<K> | undefined {
  if (task === undefined) return undefined;
  if (task.kind === kind) return task as TaskOf<K>;
  throw new Error(`Its item's task is “${task.kind}”, and this scorer reads “${kind}”.`);
}

function targetOf({ target }: ReplyLine, what: string): string {
  if (target === undefined || target.trim() === '') {
    throw new Error(`“target” is needed: ${what}.`);
  }
  return target;
}

function choiceTask(line: ReplyLine): TaskOf<'choice'> {
  const { choices } = line;
  if (choices === undefined) throw new Error('“choices” is needed: the options.');
  const target = targetOf(line, 'the right option');
  const correct = choices.indexOf(target);
  if (correct === -1) throw new Error(`“target” is “${target}”, which is none of the choices.`);
  return { kind: 'choice', options: choices, correct };
}

function rightOrNot(right: boolean): Told {
  return right ? { verdict: 'correct', value: 1 } : { verdict: 'incorrect', value: 0 };
}
