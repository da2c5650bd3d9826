import type { Estimate, Finding, Scale } from '../../../domain/finding.ts';

/** The figures of a finding as a report file shows them. The file makes them again from what it computes, and holds text against text. */
export const cellNames = [
  'n',
  'baseline',
  'reasoning',
  'difference',
  'table',
  'p',
  'verdict',
] as const;
export type CellName = (typeof cellNames)[number];
export type Cells = Readonly<Record<CellName, string>>;

export function cellsOf(finding: Finding): Cells {
  const { scale, table, test, n, answered } = finding;
  return {
    n: n === answered ? String(n) : `${n} of ${answered}`,
    baseline: amount(finding.baseline, scale),
    reasoning: amount(finding.reasoning, scale),
    difference: difference(finding.difference, scale),
    table:
      table === null ? '–' : `${table.both} / ${table.lost} / ${table.gained} / ${table.neither}`,
    p: pText(test),
    verdict: finding.verdict,
  };
}

function amount(estimate: Estimate | null, scale: Scale): string {
  if (estimate === null) return '–';
  const { value, low, high } = estimate;
  if (scale === 'share') return `${percent(value)}% (${percent(low)}–${percent(high)})`;
  return `${signed(value, 3)} (${signed(low, 3)} to ${signed(high, 3)})`;
}

function difference(estimate: Estimate | null, scale: Scale): string {
  if (estimate === null) return '–';
  const figure = (value: number) => {
    const text = scale === 'share' ? signed(value * 100, 1) : signed(value, 3);
    return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
  };
  return `${figure(estimate.value)} (${figure(estimate.low)} to ${figure(estimate.high)})`;
}

const percent = (share: number) => (share * 100).toFixed(1);

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

function pText({ p, adjusted }: Finding['test']): string {
  const figure = (value: number) => (value < 0.0001 ? '< 0.0001' : value.toFixed(4));
  return adjusted === null ? figure(p) : `${figure(p)}; ${figure(adjusted)} adjusted`;
}
