import type { Device } from '../domain/audit.ts';

/** What this machine can run on, and why. */
export interface Probe {
  /** The device that `auto` stands for; null where nothing can run. */
  readonly device: Device | null;
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
  /** What the adapter can do at most; null where there is no adapter. */
  readonly limits: AdapterLimits | null;
  /** Bytes of main memory, as far as the browser tells: rounded, and no more than a cap of its own. Null where it does not. */
  readonly memory: number | null;
}

/** The limits of an adapter that models run into, by their WebGPU names; all in bytes but the first, which is a count. */
export interface AdapterLimits {
  readonly maxStorageBuffersPerShaderStage: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
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
  const found = await findAdapter();
  const adapter = found === null ? null : describe(found);
  const limits = found === null ? null : limitsOf(found);
  const memory = mainMemory();
  const chosen = choose(webassembly, adapter, threads);
  return { ...chosen, webassembly, isolated, threads, adapter, limits, memory };
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

async function findAdapter(): Promise<GPUAdapter | null> {
  // `navigator.gpu` is missing, or present but without an adapter, depending on the browser and its settings.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  return (await gpu?.requestAdapter()) ?? null;
}

function describe(adapter: GPUAdapter): NonNullable<Probe['adapter']> {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter((part) => part !== '').join(' ');
  return {
    name: name === '' ? 'unnamed adapter' : name,
    software: isFallbackAdapter || software.test(name),
    shaderF16: adapter.features.has('shader-f16'),
  };
}

function limitsOf({ limits }: GPUAdapter): AdapterLimits {
  const { maxStorageBuffersPerShaderStage, maxComputeWorkgroupStorageSize } = limits;
  const { maxBufferSize, maxStorageBufferBindingSize } = limits;
  return {
    maxStorageBuffersPerShaderStage,
    maxComputeWorkgroupStorageSize,
    maxBufferSize,
    maxStorageBufferBindingSize,
  };
}

/** Told by Chromium only, and only where the page is served securely. */
function mainMemory(): number | null {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return deviceMemory === undefined ? null : deviceMemory * 2 ** 30;
}
