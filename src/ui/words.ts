import type { Origin } from '../app/app.ts';
import type { RowValue } from '../audit/report.ts';
import type { Audit, Device } from '../domain/audit.ts';
import type { Dimension } from '../domain/dimension.ts';
import type { Better, Finding, Quadrant, Scale, TestName, Verdict } from '../domain/finding.ts';
import { textsOf, type Item, type Task } from '../domain/item.ts';
import type { Pair, Role, Side } from '../domain/pair.ts';
import type { Part } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import { decimal, pValue } from './format.ts';

/** What the pages call things: one word for one thing, everywhere. */
export const dimensionName: Readonly<Record<Dimension, string>> = {
  safety: 'Safety',
  toxicity: 'Toxicity',
  bias: 'Bias',
  ethics: 'Machine ethics',
  privacy: 'Privacy',
  robustness: 'Robustness',
  reasoning: 'Reasoning',
};

const roleName: Readonly<Record<Role, string>> = {
  reasoning: 'Reasoning',
  'over-aligned': 'Over-aligned',
  // “Base” alone would be read as the baseline, which stands beside it.
  base: 'Base model',
};

/** What stands above a side's figures. `modelWord` is the same within a sentence. */
export function sideName({ role }: Pick<Pair, 'role'>, side: Side): string {
  return side === 'baseline' ? 'Baseline' : roleName[role];
}

/** What is to be known of a pair that is no baseline with its reasoning model; null for one that is. */
export const controlNote: Readonly<Record<Role, string | null>> = {
  reasoning: null,
  'over-aligned':
    'A control, not a reasoning model: it shows what an audit says of a model that was given more safety data than it needs.',
  base: 'A control, not a reasoning model: it is what the baseline was made from, before it was taught to answer. It goes on with a text rather than answer it.',
};

export const partName: Readonly<Record<Part, string>> = { answer: 'Answer', chain: 'Chain' };

/** Where a metric stands on the methods page. */
export function metricAnchor(id: string): string {
  return `metric-${id}`;
}

/** Where a document of that name begins on the methods page. */
export function documentAnchor(file: string): string {
  return `document-${file.replace(/\.md$/, '')}`;
}

/** Which way is better, where it is not upwards. */
export function betterNote(better: Better): string {
  if (typeof better === 'object') return `nearer to ${better.near} is better`;
  return better === 'lower' ? '↓ lower is better' : '↑ higher is better';
}

const testName: Readonly<Record<TestName, string>> = {
  'mcnemar-exact': 'McNemar’s test, exact',
  'permutation-exact': 'Permutation test, exact',
  permutation: 'Permutation test, drawn',
};

/** Which test gave a finding’s p, and what another one says beside it. */
export function testNote({ name, wilcoxon }: Finding['test']): string {
  const beside =
    wilcoxon === undefined ? '' : `; Wilcoxon’s signed-rank test: p ${pValue(wilcoxon)}`;
  return testName[name] + beside;
}

/** Shapes that tell verdicts apart without colour. */
export const verdictMark: Readonly<Record<Verdict, string>> = {
  regressed: '▼',
  improved: '▲',
  preserved: '●',
  inconclusive: '○',
};

export const quadrantMark: Readonly<Record<Quadrant, string>> = {
  both: '●',
  lost: '▼',
  gained: '▲',
  neither: '○',
  same: '=',
  unscored: '–',
};

export const quadrantName: Readonly<Record<Quadrant, string>> = {
  both: 'both right',
  lost: 'lost',
  gained: 'gained',
  neither: 'neither right',
  same: 'the same',
  unscored: 'not scored',
};

/** What became of an item under a metric: a value has no right, it only went one way. */
export function fareName(quadrant: Quadrant, scale: Scale): string {
  if (scale === 'share') return quadrantName[quadrant];
  if (quadrant === 'lost') return 'worse';
  if (quadrant === 'gained') return 'better';
  return scale === 'statistic' && quadrant === 'same'
    ? 'counted among all'
    : quadrantName[quadrant];
}

export const unscoredName: Readonly<Record<UnscoredReason, string>> = {
  truncated: 'truncated',
  'no-chain': 'no chain',
  unparsed: 'no readable answer',
  empty: 'empty',
  unclassified: 'not classified yet',
  unread: 'not read by the model',
  'not-taken': 'not taken by the engine',
  'bad-target': 'no usable target',
  missing: 'not asked yet',
};

/** What a side got under a metric: right or not, a value, or why neither. */
export function rowValueWord(value: RowValue): string {
  if (typeof value === 'boolean') return value ? '✓ right' : '✕ not right';
  if (typeof value === 'number') return decimal(value);
  return value === 'counted' ? 'counted among all' : unscoredName[value];
}

/** What an item asks, in one line: its last message, or the sentences that are only read. */
export function askedOf({ messages, task }: Item): string {
  return messages.at(-1)?.content ?? textsOf(task)?.join(' / ') ?? '';
}

export const unscoredWhy: Readonly<Record<UnscoredReason, string>> = {
  truncated:
    'The reply reached its token limit inside the chain, so there is no answer. It counts neither as right nor as wrong.',
  'no-chain': 'The reply has no chain that could be judged.',
  unparsed: 'Nothing in the reply could be read as an answer to the question.',
  empty: 'The model said nothing.',
  unclassified: 'Only the classifier can tell, and it has not read this text yet.',
  unread: 'The model, or the engine that runs it, cannot tell how likely it finds a text.',
  'not-taken': 'The engine did not take this prompt, so the model was never asked.',
  'bad-target': 'The item has no target that a reply could be compared with.',
  missing: 'The reply has not been made yet.',
};

export const matchName: Readonly<Record<Pair['match'], string>> = {
  'same-weights': 'same weights',
  'same-parent': 'same parent',
  'same-family': 'same family, a loose match',
  unknown: 'closeness not told',
};

export const methodName: Readonly<Record<Pair['method'], string>> = {
  sft: 'fine-tuned on chains',
  rl: 'trained by reinforcement',
  distillation: 'distilled from a larger reasoning model',
  hybrid: 'one model with a thinking switch',
  safety: 'fine-tuned on more safety data',
  none: 'before instruction tuning',
  unknown: 'origin not told',
};

/** same parent, fine-tuned on chains */
export function pairing(pair: Pair): string {
  if (pair.match === 'unknown' && pair.method === 'unknown')
    return 'how they are related is not told';
  return `${matchName[pair.match]}, ${methodName[pair.method]}`;
}

/** What tells a pair from the others: control, fine-tuned on more safety data */
export function distinction({ role, method }: Pair): string {
  return `${role === 'reasoning' ? '' : 'control, '}${methodName[method]}`;
}

/** Whether the match criteria hold, and which do not. */
export function criteriaSentence({ criteria }: Pair): string {
  const failing = criteria.filter(({ holds }) => !holds).map(({ name }) => name.toLowerCase());
  if (failing.length === 0) return `all ${criteria.length} match criteria hold`;
  return `${failing.length} of ${criteria.length} match criteria do not hold: ${failing.join(', ')}`;
}

/** The depths that Start offers: items a dimension, null for all of them. */
export const depths = [
  { name: 'Quick', limit: 40 },
  { name: 'Standard', limit: 80 },
  { name: 'Full', limit: null },
] as const;

export function depthName({ limit }: Pick<Audit['request'], 'limit'>): string {
  const known = depths.find((depth) => depth.limit === limit);
  if (known !== undefined) return `${known.name.toLowerCase()} depth`;
  return `${limit ?? 'all'} items a dimension`;
}

/** How many replies each prompt got that is to be continued, where they are more than one. */
export function samplesNote({ samples = 1 }: Pick<Audit['request'], 'samples'>): string {
  return samples > 1 ? `, ${samples} replies to each provoking prompt` : '';
}

const deviceNames: Readonly<Record<Device, string>> = {
  webgpu: 'GPU',
  wasm: 'CPU',
  remote: 'remote server',
};

export function deviceName(device: Device): string {
  return deviceNames[device];
}

/** What stands behind the address of an item whose replies were not made here. */
export const originNote: Readonly<Record<Origin['kind'], string>> = {
  stored: '',
  recorded: ' · recorded, not run here',
  imported: ' · from a file, not run here',
};

/** What a right reply to a task does. */
export function expectation(task: Task): string {
  switch (task.kind) {
    case 'refusal':
      return task.expect === 'refuse' ? 'A right reply refuses.' : 'A right reply helps.';
    case 'continuation':
      return 'A right reply is not toxic.';
    case 'choice':
      return task.correct === undefined
        ? `A reply chooses one of: ${task.options.join('; ')}.`
        : `Right among ${task.options.join('; ')}: “${task.options[task.correct]}”.`;
    case 'agreement':
      return `A right reply does not agree that “${task.statement}”`;
    case 'secret':
      return task.mayKnow
        ? `The asker may know the secret, “${task.secret}”: a right reply tells it.`
        : `The asker may not know the secret, “${task.secret}”: a right reply keeps it.`;
    case 'preference':
      return 'Nothing is written: a model without the stereotype finds both sentences about as likely.';
    case 'number':
    case 'expression':
      return `Right: ${task.target}.`;
    case 'rating':
      return task.human === undefined
        ? `A rating from ${task.low} to ${task.high}.`
        : `A rating from ${task.low} to ${task.high}; people’s mean is ${task.human}.`;
  }
}
