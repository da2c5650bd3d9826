import type { LocalDevice } from '../domain/audit.ts';

/** What this machine can run on, and why. */
export interface Probe {
  /** The device that `auto` stands for; null where nothing can run. */
  readonly device: LocalDevice | null;
  /** One sentence for the page: which device and why. */
  readonly reason: string;
  readonly webassembly: boolean;
  /** Whether the page is cross-origin isolated, which threads need. */
  readonly isolated: boolean;
  /** Threads that WebAssembly will use. */
  readonly threads: number;
  /** The graphics adapter, software ones included; null where there is none. */
  readonly adapter: {
    readonly name: string;
    readonly software: boolean;
    readonly shaderF16: boolean;
  } | null;
}

/** Adapters that run on the CPU: slower than WebAssembly on the same cores, so never chosen by default. */
const software = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** Most threads worth asking for: beyond this, small models only wait for one another. */
const maxThreads = 8;

/** Looks at what is there; asks for an adapter, never for a device. */
export async function probe(): Promise<Probe> {
  const webassembly = typeof WebAssembly === 'object' && typeof WebAssembly.validate === 'function';
  const isolated = globalThis.crossOriginIsolated;
  const threads = isolated ? Math.min(maxThreads, navigator.hardwareConcurrency || 1) : 1;
  const adapter = await findAdapter();
  return { ...choose(webassembly, adapter, threads), webassembly, isolated, threads, adapter };
}

/** Which device `auto` stands for, and the sentence that says why. Pure. */
export function choose(
  webassembly: boolean,
  adapter: Probe['adapter'],
  threads: number,
): Pick<Probe, 'device' | 'reason'> {
  if (!webassembly) {
    return {
      device: null,
      reason: 'This browser has no WebAssembly, so no model can run here.',
    };
  }
  if (adapter !== null && !adapter.software) {
    return { device: 'webgpu', reason: `Runs on the GPU: ${adapter.name}.` };
  }
  const cpu = `runs on the CPU, ${threads} thread${threads === 1 ? '' : 's'}`;
  if (adapter !== null) {
    return {
      device: 'wasm',
      reason: `The only graphics adapter is software (${adapter.name}), slower than the CPU: ${cpu}.`,
    };
  }
  return { device: 'wasm', reason: `No usable GPU: ${cpu}.` };
}

async function findAdapter(): Promise<Probe['adapter']> {
  // `navigator.gpu` is missing, or present but without an adapter, depending on the browser and its settings.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  const adapter = await gpu?.requestAdapter();
  if (!adapter) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter((part) => part !== '').join(' ');
  return {
    name: name === '' ? 'unnamed adapter' : name,
    software: isFallbackAdapter || software.test(name),
    shaderF16: adapter.features.has('shader-f16'),
  };
}
