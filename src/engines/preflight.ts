import type { Device } from '../domain/audit.ts';
import type { Amount, Needs } from '../domain/needs.ts';
import type { MachineFacts } from './machine-facts.ts';
import { checksOf, type Check } from './preflight-checks.ts';

export type { Check } from './preflight-checks.ts';

/** What a suite asks of one side, and how fast tokens come. */
export interface Work {
  /** Replies of each side. */
  readonly replies: number;
  /** Tokens a reply: of the baseline, and of the other side with its chain. */
  readonly tokens: { readonly baseline: number; readonly reasoning: number };
  /** Tokens a second of one model on this machine, and whether that was measured or only assumed. */
  readonly rate: { readonly tokensPerSecond: number; readonly measured: boolean };
}

export interface Preflight {
  readonly needs: Needs;
  readonly device: Device;
  readonly checks: readonly Check[];
  /** `failed` where a check failed, else `unknown` where one could not be made, else `passed`. */
  readonly outcome: Check['outcome'];
  /** Seconds of download; null where the rate is not known. */
  readonly download: Amount & { readonly seconds: number | null };
  readonly memory: Amount;
  /** Seconds that a suite takes. An assumption, unless the rate was measured. */
  readonly suite: { readonly seconds: number; readonly measured: boolean };
}

/**
 * Tokens a second and tokens a reply where nothing was measured: round numbers to see minutes from hours by, and not what any machine or
 * model was seen to do.
 */
export const assumed = {
  tokensPerSecond: { webgpu: 20, wasm: 4 },
  tokens: { baseline: 150, reasoning: 900 },
} as const;

/**
 * Whether a machine can run a pair in one build, as far as that can be known before anything is fetched. Pure.
 * @param bytesPerSecond of the connection; null where it was not measured
 */
export function preflight(
  needs: Needs,
  machine: MachineFacts,
  work: Work,
  bytesPerSecond: number | null,
): Preflight {
  const device = deviceFor(needs, machine);
  const checks = checksOf(needs, machine, device);
  const { replies, tokens, rate } = work;
  const written = replies * (tokens.baseline + tokens.reasoning);
  return {
    needs,
    device,
    checks,
    outcome: outcomeOf(checks),
    download: {
      ...needs.download,
      seconds: bytesPerSecond === null ? null : needs.download.bytes / bytesPerSecond,
    },
    memory: needs.memory,
    suite: { seconds: written / rate.tokensPerSecond, measured: rate.measured },
  };
}

/** web-llm runs on a GPU alone; the onnx engine takes the CPU where there is no adapter, or one in software. */
export function deviceFor({ engine }: Pick<Needs, 'engine'>, { adapter }: MachineFacts): Device {
  return engine === 'webllm' || (adapter !== null && !adapter.software) ? 'webgpu' : 'wasm';
}

const ranks = { passed: 0, unknown: 1, failed: 2 } as const;

/** Of a pair's builds, the first of those with the best outcome; where every one fails, the first of those with the fewest failed checks. */
export function bestBuild(builds: readonly Preflight[]): Preflight | null {
  const failed = ({ checks }: Preflight) => checks.filter((one) => one.outcome === 'failed').length;
  const [best] = builds.toSorted(
    (a, b) => ranks[a.outcome] - ranks[b.outcome] || failed(a) - failed(b),
  );
  return best ?? null;
}

/**
 * Whether it may be offered: all that can be checked was, and passed. How much memory a GPU has is told by no browser, so that alone may
 * be open.
 */
export function mayOffer({ checks }: Pick<Preflight, 'checks'>): boolean {
  return checks.every(
    ({ name, outcome }) => outcome === 'passed' || (outcome === 'unknown' && name === 'GPU memory'),
  );
}

/** The largest pair that may be offered in place of one that falls short: it needs less memory and less download. Null where there is none. */
export function smallerThatFits(
  failing: Pick<Preflight, 'needs'>,
  others: readonly Preflight[],
): Preflight | null {
  const { pair, memory, download } = failing.needs;
  const smaller = others.filter(
    (one) =>
      one.needs.pair !== pair &&
      one.needs.memory.bytes < memory.bytes &&
      one.needs.download.bytes <= download.bytes &&
      mayOffer(one),
  );
  return smaller.reduce<Preflight | null>(
    (most, one) => (most === null || one.needs.memory.bytes > most.needs.memory.bytes ? one : most),
    null,
  );
}

function outcomeOf(checks: readonly Check[]): Check['outcome'] {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return checks.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'passed';
}
