import type { Estimate, Scale } from '../domain/finding.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1,050 */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 reply`, `2 replies` */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A difference of two shares in points, with its sign: −18.0 */
export function points(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === '0.0') return text;
  return `${difference > 0 ? '+' : '−'}${text}`;
}

/** The interval of a difference: (−24.5, −11.6) */
export function pointsInterval({ low, high }: Estimate): string {
  return `(${points(low)}, ${points(high)})`;
}

/** A share in percent. Only none is 0%, and only all is 100%. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '< 1%';
  if (rounded === 100 && share < 1) return '> 99%';
  return `${rounded}%`;
}

/** The interval of a share: 85–95 */
export function percentInterval({ low, high }: Estimate): string {
  return `${Math.round(low * 100)}–${Math.round(high * 100)}`;
}

/** A mean or another statistic, with two decimals and no leading zero: .27, −.05, 1.00 */
export function decimal(value: number): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, '');
  return value < 0 && text !== '.00' ? `−${text}` : text;
}

/** The interval of a statistic: .22–.31, and −.10 to .04 where a sign would meet the dash. */
export function decimalInterval({ low, high }: Estimate): string {
  return `${decimal(low)}${low < 0 ? ' to ' : '–'}${decimal(high)}`;
}

/** A difference on a scale: in points for shares, else with two decimals; both with their sign. */
export function difference(value: number, scale: Scale): string {
  if (scale === 'share') return points(value);
  const text = decimal(value);
  return value > 0 && text !== '.00' ? `+${text}` : text;
}

/** The interval of a difference on a scale: (−24.5, −11.6), (−.12, +.03) */
export function differenceInterval({ low, high }: Estimate, scale: Scale): string {
  return `(${difference(low, scale)}, ${difference(high, scale)})`;
}

/** A difference with its interval: −18.0 (−24.5, −11.6), +.14 (−.04, +.32) */
export function differenceFigure(estimate: Estimate, scale: Scale): string {
  return `${difference(estimate.value, scale)} ${differenceInterval(estimate, scale)}`;
}

/** What a side got, on a scale: 73%, .27 */
export function amount(value: number, scale: Scale): string {
  return scale === 'share' ? percent(value) : decimal(value);
}

/** Its interval: 66–79, .22–.31 */
export function amountInterval(estimate: Estimate, scale: Scale): string {
  return scale === 'share' ? percentInterval(estimate) : decimalInterval(estimate);
}

/** A p value without its leading zero: `< .001`, `.034`, `.25`, `1` */
export function pValue(p: number): string {
  if (p < 0.001) return '< .001';
  if (p >= 0.995) return '1';
  return p.toFixed(p < 0.0995 ? 3 : 2).slice(1);
}

/** 9.4 MB */
export function megabytes(bytes: number): string {
  if (bytes < 1e4) return `${(bytes / 1e3).toFixed(1)} kB`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** 3 M, 0.6 B */
export function parameters(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} B`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} M`;
  return count(value);
}

/** How long something will yet take, no finer than it can be known. */
export function duration(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `${Math.round(seconds / 10) * 10} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** 20 November 2026 */
export function day(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return 'an unknown day';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** 20 November 2026, 14:05 */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return day(iso);
  return `${day(iso)}, ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

/** Nats a token: 0, < .001, .004, .34, 1.26, 12.3 */
export function nats(value: number): string {
  const size = Math.abs(value);
  // Single precision leaves so much where two models are one.
  if (size < 1e-6) return '0';
  const sign = value < 0 ? '−' : '';
  if (size < 0.0005) return value < 0 ? '> −.001' : '< .001';
  const digits = size < 0.0095 ? 3 : size < 9.95 ? 2 : 1;
  return sign + size.toFixed(digits).replace(/^0/, '');
}

/** The interval of nats: .30–.38, and −.10 to .04 where a sign would meet the dash. */
export function natsInterval({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  const joint = low < 0 || nats(high).startsWith('<') || nats(low).startsWith('<') ? ' to ' : '–';
  return `${nats(low)}${joint}${nats(high)}`;
}

/** A probability: 0%, < .1%, 4.2%, 31%, > 99.9%, 100% */
export function probability(p: number): string {
  const share = p * 100;
  if (share === 0 || share === 100) return `${share}%`;
  if (share < 0.1) return '< .1%';
  if (share > 99.9) return '> 99.9%';
  const isFine = share < 9.95 || share > 99;
  return `${isFine ? share.toFixed(1).replace(/^0/, '') : Math.round(share)}%`;
}
