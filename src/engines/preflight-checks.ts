import type { Device } from '../domain/audit.ts';
import type { Needs } from '../domain/needs.ts';
import { limitText, sizeText } from '../domain/size.ts';
import type { MachineFacts } from './machine-facts.ts';
import type { AdapterLimits } from './probe.ts';

/** One thing that a pair needs of a machine. */
export interface Check {
  readonly name:
    | 'Adapter'
    | 'Half precision'
    | 'WebAssembly'
    | keyof AdapterLimits
    | 'GPU memory'
    | 'Main memory'
    | 'Storage';
  /** `unknown` where the machine does not say, or says too little. */
  readonly outcome: 'passed' | 'failed' | 'unknown';
  /** The limit with both numbers, as a sentence. */
  readonly text: string;
}

const gibibyte = 2 ** 30;

/** What web-llm asks of a device, as its source says (0.2.86): below `least` it throws; below `most` it asks for `least` in its place. */
const webllmLimits = [
  ['maxStorageBuffersPerShaderStage', 10, 10],
  ['maxComputeWorkgroupStorageSize', 32 * 2 ** 10, 32 * 2 ** 10],
  ['maxBufferSize', 256 * 2 ** 20, gibibyte],
  ['maxStorageBufferBindingSize', 128 * 2 ** 20, gibibyte],
] as const satisfies readonly (readonly [keyof AdapterLimits, number, number])[];

/** Addresses of 32 bits end here; near the end, what else is there decides. */
const wasmMemory = { most: 4 * gibibyte, surely: 3 * gibibyte };

/** What a system and a browser take beside a model; a guess on the safe side. */
const besides = 2 * gibibyte;

/** Browsers tell no more main memory than a cap, which has been this one at the least. */
const memoryCap = 8 * gibibyte;

/** All that can be asked of a machine before a pair is fetched, in the order in which it would fail. Pure. */
export function checksOf(needs: Needs, machine: MachineFacts, device: Device): Check[] {
  const onDevice = device === 'webgpu' ? gpuChecks(needs, machine) : cpuChecks(needs, machine);
  return [...onDevice, mainMemory(needs, machine.memory), storage(needs, machine.storage)];
}

function gpuChecks(needs: Needs, { adapter, limits }: MachineFacts): Check[] {
  if (adapter === null) {
    const text = 'There is no graphics adapter that this browser lets pages use.';
    return [{ name: 'Adapter', outcome: 'failed', text }];
  }
  const checks: Check[] = [
    adapter.software
      ? {
          name: 'Adapter',
          outcome: 'failed',
          text: `The only graphics adapter is software (${adapter.name}), slower than the CPU.`,
        }
      : { name: 'Adapter', outcome: 'passed', text: `There is one: ${adapter.name}.` },
  ];
  if (needs.halfPrecision) checks.push(halfPrecision(needs.dtype, adapter.shaderF16));
  checks.push(...(needs.engine === 'webllm' ? webllm(limits) : weights(needs, limits)));
  checks.push({
    name: 'GPU memory',
    outcome: 'unknown',
    text: `About ${sizeText(needs.memory.bytes)} are needed, and no browser tells how much there is.`,
  });
  return checks;
}

function halfPrecision(dtype: string, has: boolean): Check {
  const text = has
    ? `The adapter has shader-f16, which ${dtype} needs.`
    : `The adapter lacks shader-f16, which ${dtype} needs.`;
  return { name: 'Half precision', outcome: has ? 'passed' : 'failed', text };
}

function webllm(limits: AdapterLimits | null): Check[] {
  return webllmLimits.map(([name, least, most]) => {
    const inWords = name === 'maxStorageBuffersPerShaderStage' ? String : limitText;
    if (limits === null) {
      return { name, outcome: 'unknown', text: `${inWords(least)} are needed; not told here.` };
    }
    const has = limits[name];
    if (has < least) {
      return { name, outcome: 'failed', text: `${inWords(has)} here, ${inWords(least)} needed.` };
    }
    if (has < most) {
      const text = `${inWords(has)} here; web-llm would like ${inWords(most)}, and takes ${inWords(least)}, which may be too little for this model.`;
      return { name, outcome: 'unknown', text };
    }
    return { name, outcome: 'passed', text: `${inWords(has)} here, ${inWords(most)} needed.` };
  });
}

function weights({ largestWeight }: Needs, limits: AdapterLimits | null): Check[] {
  return (['maxBufferSize', 'maxStorageBufferBindingSize'] as const).map((name) => {
    if (largestWeight === null || limits === null) {
      return { name, outcome: 'unknown', text: 'The size of the largest table is not known.' };
    }
    const { bytes, estimated } = largestWeight;
    const text = `${limitText(limits[name])} here; the largest table of weights takes ${estimated ? 'about ' : ''}${sizeText(bytes)}.`;
    return { name, outcome: limits[name] < bytes ? 'failed' : 'passed', text };
  });
}

function cpuChecks(needs: Needs, machine: MachineFacts): Check[] {
  const checks = [webassembly(needs, machine.webassembly)];
  if (!needs.halfPrecision) return checks;
  const text = `${needs.dtype} is made for GPUs: whether the CPU computes it rightly was not tried.`;
  return [...checks, { name: 'Half precision', outcome: 'unknown', text }];
}

function webassembly({ memory }: Needs, has: boolean): Check {
  const name = 'WebAssembly';
  if (!has) return { name, outcome: 'failed', text: 'This browser has no WebAssembly.' };
  const text = `About ${sizeText(memory.bytes)} are needed; WebAssembly can use ${limitText(wasmMemory.most)} at the most.`;
  if (memory.bytes > wasmMemory.most) return { name, outcome: 'failed', text };
  return { name, outcome: memory.bytes > wasmMemory.surely ? 'unknown' : 'passed', text };
}

function mainMemory({ memory }: Needs, has: number | null): Check {
  const name = 'Main memory';
  const needed = `about ${sizeText(memory.bytes)} for the model and ${limitText(besides)} for all else are needed`;
  if (has === null) return { name, outcome: 'unknown', text: `Not told here; ${needed}.` };
  const told = `The browser tells of ${limitText(has)}${has >= memoryCap ? ' or more' : ''}; ${needed}.`;
  if (has >= memory.bytes + besides) return { name, outcome: 'passed', text: told };
  const short = has < memoryCap && has < memory.bytes;
  return { name, outcome: short ? 'failed' : 'unknown', text: told };
}

function storage({ download }: Needs, has: MachineFacts['storage']): Check {
  const name = 'Storage';
  const about = download.estimated ? 'about ' : '';
  const needed = `${about}${sizeText(download.bytes)} are to be kept`;
  if (has === null) return { name, outcome: 'unknown', text: `Not told here; ${needed}.` };
  const free = Math.max(0, has.quota - has.usage);
  const text = `The browser grants ${sizeText(free)} more; ${needed}.`;
  // An estimate may be a tenth too low.
  const surely = download.bytes * (download.estimated ? 1.1 : 1);
  if (free >= surely) return { name, outcome: 'passed', text };
  return { name, outcome: free < download.bytes ? 'failed' : 'unknown', text };
}
