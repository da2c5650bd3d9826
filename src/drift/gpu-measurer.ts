import { sides, type Side } from '../domain/pair.ts';
import { planDispatches, type Dispatch, type GpuPlaces } from './dispatches.ts';
import source from './kernel.wgsl?raw';
import { perSide, type PlaceMeasures } from './measures.ts';
import { readResult, wordsPerPlace } from './results.ts';
import { sharedIds } from './shared-ids.ts';

export type { GpuPlaces } from './dispatches.ts';

/** Raw logits that lie on the GPU: a row a place, one after another from the buffer's beginning, in float32. */
export interface GpuLogits {
  /** Usable as storage. It may be larger than what it holds. */
  readonly buffer: GPUBuffer;
  /** Logits a row. */
  readonly vocabulary: number;
}

export interface GpuMeasurer {
  /**
   * What the CPU's measurer says of each place, within 1e-4 nats. The logits stay where they are: 80 bytes a place come back.
   * What was queued on the device before is done before.
   * @throws RangeError as the CPU's measurer does, and for a place that is not in its buffer; Error where the GPU fails
   */
  measure(logits: Readonly<Record<Side, GpuLogits>>, places: GpuPlaces): Promise<PlaceMeasures[]>;
  /** Bytes that came back from the GPU so far. */
  readonly bytesRead: number;
  close(): void;
}

/**
 * The measurer that reads logits on the GPU, a workgroup a place (kernel.wgsl). It needs no more than WebGPU's default limits.
 * @param shared 1 for each id that both models share; ids past its end are not shared
 * @throws RangeError for fewer than `driftCandidates` shared ids
 */
export function createGpuMeasurer(device: GPUDevice, shared: Uint8Array): GpuMeasurer {
  const { end } = sharedIds(shared);
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: 'drift', code: source });
  const pipeline = device.createComputePipeline({
    label: 'drift',
    layout: 'auto',
    compute: { module, entryPoint: 'measure' },
  });
  const faulty = device.popErrorScope();
  const bits = new Uint32Array(Math.ceil(shared.length / 32));
  for (const [id, one] of shared.entries()) {
    if (one === 1) bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31));
  }
  const mask = bufferOf(bits, GPUBufferUsage.STORAGE);
  let bytesRead = 0;

  return {
    async measure(logits, places) {
      const widths = perSide((side) => logits[side].vocabulary);
      for (const side of sides) {
        if (widths[side] < end) throw new RangeError(`${widths[side]} logits for ${end} tokens`);
      }
      const sizes = perSide((side) => logits[side].buffer.size);
      refuse(await faulty);
      const dispatches = planDispatches(widths, sizes, places, device.limits);
      const measured: PlaceMeasures[] = [];
      // One after another: what all places need at once is then bounded, whatever their number.
      for (const dispatch of dispatches) {
        const results = await run(logits, dispatch);
        for (const [at, place] of dispatch.places.entries()) {
          measured[place] = readResult(results, at * wordsPerPlace);
        }
      }
      return measured;
    },
    get bytesRead() {
      return bytesRead;
    },
    close: () => mask.destroy(),
  };

  async function run(
    logits: Readonly<Record<Side, GpuLogits>>,
    { windows, starts }: Dispatch,
  ): Promise<Uint32Array> {
    const count = starts.length / 4;
    const size = count * wordsPerPlace * 4;
    const { baseline, reasoning } = perSide((side) => logits[side].vocabulary);
    const shape = Uint32Array.of(baseline, reasoning, shared.length, end);
    const buffers = {
      places: bufferOf(starts, GPUBufferUsage.STORAGE),
      shape: bufferOf(shape, GPUBufferUsage.UNIFORM),
      results: device.createBuffer({
        size,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
      }),
      read: device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST }),
    };
    try {
      // What the GPU refuses would else come back as zeros.
      device.pushErrorScope('validation');
      const window = (side: Side) => ({ buffer: logits[side].buffer, ...windows[side] });
      const bound = [
        window('baseline'),
        window('reasoning'),
        { buffer: mask },
        { buffer: buffers.places },
        { buffer: buffers.results },
        { buffer: buffers.shape },
      ];
      const entries = bound.map((resource, binding) => ({ binding, resource }));
      const layout = pipeline.getBindGroupLayout(0);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
      pass.dispatchWorkgroups(count);
      pass.end();
      encoder.copyBufferToBuffer(buffers.results, 0, buffers.read, 0, size);
      device.queue.submit([encoder.finish()]);
      refuse(await device.popErrorScope());
      await buffers.read.mapAsync(GPUMapMode.READ);
      bytesRead += size;
      return new Uint32Array(buffers.read.getMappedRange().slice(0));
    } finally {
      for (const buffer of Object.values(buffers)) buffer.destroy();
    }
  }

  function bufferOf(words: Uint32Array, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = device.createBuffer({ size: words.byteLength, usage, mappedAtCreation: true });
    new Uint32Array(buffer.getMappedRange()).set(words);
    buffer.unmap();
    return buffer;
  }
}

/** @throws Error where there is one */
function refuse(error: GPUError | null): void {
  if (error !== null) throw new Error(`The GPU refused: ${error.message}`);
}
