import * as ort from 'onnxruntime-web/webgpu';
import type { CachePart, CacheTensor } from './decoder.ts';

/** A tensor of ONNX Runtime's as a decoder's keys or values. */
export class SessionTensor implements CacheTensor {
  readonly tensor: ort.Tensor;

  constructor(tensor: ort.Tensor) {
    this.tensor = tensor;
  }

  async gather(rows: readonly number[]): Promise<CacheTensor> {
    const { tensor } = this;
    return new SessionTensor(
      tensor.location === 'gpu-buffer'
        ? gatherOnGpu(tensor, rows, await ort.env.webgpu.device)
        : await gatherInMemory(tensor, rows),
    );
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

/**
 * Rows of several pasts in main memory as one, each at the right end. Every number is copied once.
 * @param parts tensors of rows × heads × places × numbers, alike but for rows and places
 */
export async function mergeInMemory(
  parts: readonly CachePart[],
  width: number,
): Promise<SessionTensor> {
  const [heads = 1, , size = 1] = unwrap(parts[0]?.tensor).dims.slice(1);
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const out = new Float32Array(count * heads * width * size);
  let end = width * size;
  for (const { tensor, rows } of parts) {
    const { dims } = unwrap(tensor);
    const data = await numbers(unwrap(tensor));
    const places = dims[2] ?? 0;
    for (const { row, runs } of rows) {
      for (let head = 0; head < heads; head++, end += width * size) {
        const from = (row * heads + head) * places;
        let to = end;
        for (const [first, last] of runs.toReversed()) {
          to -= (last - first) * size;
          out.set(data.subarray((from + first) * size, (from + last) * size), to);
        }
      }
    }
  }
  return new SessionTensor(new ort.Tensor('float32', out, [count, heads, width, size]));
}

/** The tensor of ONNX Runtime's. @throws TypeError for a tensor of another decoder */
export function unwrap(tensor: CacheTensor | undefined): ort.Tensor {
  if (tensor instanceof SessionTensor) return tensor.tensor;
  throw new TypeError('a cache tensor of another decoder');
}

async function numbers(tensor: ort.Tensor): Promise<Float32Array> {
  const data = await tensor.getData();
  if (data instanceof Float32Array) return data;
  throw new TypeError(`a past of ${tensor.type}, not float32`);
}

async function gatherInMemory(tensor: ort.Tensor, rows: readonly number[]): Promise<ort.Tensor> {
  const data = await numbers(tensor);
  const [count = 1, ...rest] = tensor.dims;
  const size = data.length / count;
  const out = new Float32Array(size * rows.length);
  for (const [at, row] of rows.entries()) {
    out.set(data.subarray(row * size, (row + 1) * size), at * size);
  }
  return new ort.Tensor('float32', out, [rows.length, ...rest]);
}

/** Rows are copied from buffer to buffer. What is queued before has written them, and what is queued after sees them. */
function gatherOnGpu(tensor: ort.Tensor, rows: readonly number[], device: GPUDevice): ort.Tensor {
  const [, ...rest] = tensor.dims;
  const size = 4 * rest.reduce((product, dim) => product * dim, 1);
  const dims = [rows.length, ...rest];
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: size * rows.length, usage });
  const encoder = device.createCommandEncoder();
  for (const [at, row] of rows.entries()) {
    encoder.copyBufferToBuffer(tensor.gpuBuffer, row * size, buffer, at * size, size);
  }
  device.queue.submit([encoder.finish()]);
  const dispose = () => {
    buffer.destroy();
  };
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims, dispose });
}
