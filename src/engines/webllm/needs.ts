import { PlumblineError } from '../../domain/fault.ts';
import type { WebllmModel } from '../../domain/model.ts';

/** The part of a GPU adapter that is looked at. */
export interface AdapterLike {
  readonly features: { has(name: string): boolean };
  readonly limits: object;
}

/** What the library's runtime asks of every device, whatever the model. It says so only after the weights' first files are fetched. */
const runtimeLimits = {
  maxStorageBuffersPerShaderStage: 10,
  maxComputeWorkgroupStorageSize: 32 * 1024,
  maxBufferSize: 256 * 1024 * 1024,
  maxStorageBufferBindingSize: 128 * 1024 * 1024,
};

/** Features that a model needs. Few records of the library's list name `shader-f16`, so it is read off the weights' format. */
export function neededFeatures({ dtype, features }: Pick<WebllmModel, 'dtype' | 'features'>) {
  return new Set([...(/^q\d+f16/.test(dtype) ? ['shader-f16'] : []), ...features]);
}

/**
 * Holds a model against an adapter before anything is fetched.
 * @throws PlumblineError `no-webgpu` that names the feature or the limit which falls short
 */
export function checkAdapter(model: WebllmModel, adapter: AdapterLike | null): void {
  if (adapter === null) {
    throw unfit(`${model.title} needs WebGPU, and this browser offers no adapter.`, [
      'Turn on WebGPU, update the graphics driver, or choose a pair that runs on the CPU.',
    ]);
  }
  for (const feature of neededFeatures(model)) {
    if (adapter.features.has(feature)) continue;
    throw unfit(`${model.title} needs the WebGPU feature ${feature}, which this GPU lacks.`, [
      ...(feature === 'shader-f16' ? ['Choose the same pair with 32-bit numbers (q4f32), or'] : []),
      'use a GPU or a browser that has it.',
    ]);
  }
  for (const [name, needed] of Object.entries(limitsOf(model))) {
    const offered: unknown = Reflect.get(adapter.limits, name);
    if (typeof offered === 'number' && offered >= needed) continue;
    const has = typeof offered === 'number' ? `this GPU offers ${offered}` : 'this GPU has none';
    throw unfit(`${model.title} needs the WebGPU limit ${name} to be ${needed}, and ${has}.`, [
      'Choose a smaller pair, or use another GPU.',
    ]);
  }
}

function limitsOf({ limits }: Pick<WebllmModel, 'limits'>): Record<string, number> {
  const needed: Record<string, number> = { ...runtimeLimits };
  for (const [name, value] of Object.entries(limits)) {
    needed[name] = Math.max(value, needed[name] ?? 0);
  }
  return needed;
}

function unfit(message: string, remedy: readonly string[]): PlumblineError {
  return new PlumblineError({
    kind: 'no-webgpu',
    message,
    kept: 'Nothing was fetched. Every stored reply is kept.',
    remedy: remedy.join(' '),
  });
}
