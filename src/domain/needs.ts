import type { HubModel } from './hub-model.ts';
import type { HubPair } from './hub-pair.ts';

/** Bytes, and whether they were only estimated. */
export interface Amount {
  readonly bytes: number;
  readonly estimated: boolean;
}

/** What a machine must have to run a pair in one build. */
export interface Needs {
  readonly pair: string;
  readonly title: string;
  readonly engine: HubPair['engine'];
  readonly dtype: string;
  /** Whether the shaders compute in half precision. */
  readonly halfPrecision: boolean;
  /** All files of both sides; a model that is on both sides counts once. */
  readonly download: Amount;
  /** The larger side at its context: the sides are loaded one after the other. */
  readonly memory: Amount;
  /** The largest table of weights; null where it is not known. */
  readonly largestWeight: Amount | null;
}

/** web-llm's list counts in units of 2²⁰ bytes. */
const mebibyte = 2 ** 20;

/**
 * What a pair needs, for each build that both of its sides have, in the order of the baseline's builds: the one to prefer comes first.
 * @throws Error where a model of the pair is not among the models, which the catalogue's test rules out
 */
export function needsOf(pair: HubPair, models: readonly HubModel[]): Needs[] {
  const sides = [...new Set([pair.baseline, pair.reasoning])].map((id) => {
    const model = models.find((one) => one.id === id);
    if (model === undefined) throw new Error(`the pair ${pair.id} names no model ${id}`);
    return model;
  });
  const dtypes = sides[0]?.builds.map(({ dtype }) => dtype) ?? [];
  return dtypes.flatMap((dtype) => {
    const parts = sides.flatMap((model) => partsOf(model, dtype));
    return parts.length === sides.length ? [join(pair, dtype, parts)] : [];
  });
}

type Part = Pick<Needs, 'download' | 'memory' | 'largestWeight'>;

function partsOf(model: HubModel, dtype: string): Part[] {
  if (model.engine === 'webllm') {
    return model.builds
      .filter((build) => build.dtype === dtype)
      .map(({ download, memoryMb }) => ({
        download: amount(download),
        memory: { bytes: Math.ceil(memoryMb * mebibyte), estimated: true },
        largestWeight: null,
      }));
  }
  return model.builds
    .filter((build) => build.dtype === dtype)
    .map(({ download, memory, largestWeight }) => ({
      download: amount(download),
      memory: amount(memory),
      largestWeight: amount(largestWeight),
    }));
}

function amount({ value, basis }: { readonly value: number; readonly basis: string }): Amount {
  return { bytes: value, estimated: basis !== 'publisher' && basis !== 'package' };
}

function join({ id, title, engine }: HubPair, dtype: string, parts: readonly Part[]): Needs {
  return {
    pair: id,
    title,
    engine,
    dtype,
    halfPrecision: /f16/.test(dtype) || dtype === 'fp16',
    download: {
      bytes: parts.reduce((sum, { download }) => sum + download.bytes, 0),
      estimated: parts.some(({ download }) => download.estimated),
    },
    memory: largest(parts.map(({ memory }) => memory)) ?? { bytes: 0, estimated: true },
    largestWeight: largest(
      parts.flatMap(({ largestWeight }) => (largestWeight === null ? [] : [largestWeight])),
    ),
  };
}

function largest(amounts: readonly Amount[]): Amount | null {
  return amounts.reduce<Amount | null>(
    (most, one) => (most === null || one.bytes > most.bytes ? one : most),
    null,
  );
}
