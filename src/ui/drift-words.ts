import type { DriftVariant } from '../domain/drift.ts';
import type {
  DriftCorrelation,
  DriftFigure,
  DriftMeasure,
  DriftSummary,
  DriftOfVariant,
  NoDrift,
} from '../domain/drift-summary.ts';
import { modelWord, writesChains, type Pair } from '../domain/pair.ts';
import { counted, decimal, nats, natsInterval, pValue } from './format.ts';

/** What both models read, as a column or a choice is named. */
export function driftTextName(variant: DriftVariant, pair: Pick<Pair, 'role'>): string {
  switch (variant) {
    case 'baseline-reply':
      return 'Baseline’s reply';
    case 'as-given':
      return 'Answer as given';
    case 'no-chain':
      return writesChains(pair) ? 'Answer without the chain' : `${roleName(pair)} model’s answer`;
    case 'reference':
      return 'Right answer';
  }
}

/** The second model's role, as a column begins. */
function roleName({ role }: Pick<Pair, 'role'>): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

/** The same within a sentence. */
export function driftTextIn(variant: DriftVariant, pair: Pick<Pair, 'role'>): string {
  const other = modelWord(pair, 'reasoning');
  switch (variant) {
    case 'baseline-reply':
      return 'the baseline’s reply';
    case 'as-given':
      return `the ${other}’s answer as it was given`;
    case 'no-chain':
      return `the ${other}’s answer${writesChains(pair) ? ' without the chain' : ''}`;
    case 'reference':
      return 'the right answer';
  }
}

export const measureName: Readonly<Record<DriftMeasure, string>> = {
  forward: 'Forward',
  reverse: 'Reverse',
  js: 'Both ways',
};

/** The measure as a formula with what it is sensitive to. */
export function measureNote(measure: DriftMeasure, pair: Pick<Pair, 'role'>): string {
  const other = pair.role === 'base' ? 'base model' : pair.role;
  switch (measure) {
    case 'forward':
      return `Forward: KL(baseline ‖ ${other}), large where the baseline would say what the ${modelWord(pair, 'reasoning')} rules out.`;
    case 'reverse':
      return `Reverse: KL(${other} ‖ baseline), large where the ${modelWord(pair, 'reasoning')} would say what the baseline rules out.`;
    case 'js':
      return 'Both ways: the Jensen–Shannon divergence, the same in either direction and never above ln 2 ≈ .69.';
  }
}

/** The text that drift is mostly told of: the answer as it was given, where there is one. */
export function mainVariant({ variants }: DriftSummary): DriftOfVariant | undefined {
  const order: readonly DriftVariant[] = ['as-given', 'no-chain', 'baseline-reply', 'reference'];
  return order
    .map((name) => variants.find(({ variant }) => variant === name))
    .find((one) => one !== undefined);
}

/** `.34 nats a token (95% interval .30–.38)` */
export function natsFigure({ value, interval }: DriftFigure): string {
  const around = interval === null ? '' : ` (95% interval ${natsInterval(interval)})`;
  return `${nats(value)} nats a token${around}`;
}

export function whyNoDrift({ reason, planned }: NoDrift): string {
  return reason === 'no-texts'
    ? 'there is no text yet that both models could read.'
    : `none of its ${counted(planned, 'text')} has been read by both models. An audit from before drift was measured has none, nor has a pair whose vocabularies differ.`;
}

/** What the chain does to the drift of the same answer. */
export function chainSentence({ chainEffect }: DriftSummary): string | null {
  const [all] = chainEffect;
  if (all === undefined) return null;
  const { value, interval } = all.forward;
  const over = `over ${counted(all.n, 'answer')} read both ways`;
  if (interval === null)
    return `The chain changes it by ${nats(value)} nats ${over}, too few for an interval.`;
  const figure = `${nats(Math.abs(value))} nats (95% interval of the change ${natsInterval(interval)})`;
  if (interval.high < 0)
    return `With its chain before it, the same answer drifts less, by ${figure}, ${over}.`;
  if (interval.low > 0)
    return `With its chain before it, the same answer drifts more, by ${figure}, ${over}.`;
  return `Whether the chain before the same answer makes it drift more or less cannot be told ${over}: the change is ${nats(value)} nats (95% interval ${natsInterval(interval)}).`;
}

/** Why there is no correlation, in a few words. */
export function whyNoCorrelation({ refusal, n, changed }: DriftCorrelation): string {
  switch (refusal) {
    case 'too-few-items':
      return `too few: ${counted(n, 'item')}`;
    case 'constant-drift':
      return 'drift is the same everywhere';
    case 'constant-behaviour':
      return changed === 0 ? 'none changed' : 'all changed';
    case null:
      return '';
  }
}

/** `.21 (.10–.32)` */
export function rhoFigure({ value, interval }: DriftFigure): string {
  if (interval === null) return `${decimal(value)}, no interval`;
  const { low, high } = interval;
  return `${decimal(value)} (${decimal(low)} to ${decimal(high)})`;
}

/** Drift against behaviour over all items, in words. */
export function correlationSentence(all: DriftCorrelation): string {
  const { n, changed, rho, p } = all;
  const items = `${counted(n, 'item')}, ${changed} of which changed`;
  if (rho === null) {
    return `No correlation over ${items}: ${whyNoCorrelation(all)}.`;
  }
  const chance = p === null ? '' : `, p ${p < 0.001 ? pValue(p) : `= ${pValue(p)}`}`;
  const figure = `Spearman’s ρ = ${decimal(rho.value)}${rho.interval === null ? '' : ` (95% interval ${decimal(rho.interval.low)} to ${decimal(rho.interval.high)})`}${chance}, over ${items}`;
  const { interval } = rho;
  if (interval !== null && interval.low > 0)
    return `Items that drift more changed more often: ${figure}.`;
  if (interval !== null && interval.high < 0)
    return `Items that drift more changed less often: ${figure}.`;
  return `Whether items that drift more changed more often cannot be told: ${figure}.`;
}
