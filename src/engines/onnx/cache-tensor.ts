import * as ort from 'onnxruntime-web/webgpu';
import type { CacheTensor } from './decoder.ts';

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

async function gatherInMemory(tensor: ort.Tensor, rows: readonly number[]): Promise<ort.Tensor> {
  const data = await tensor.getData();
  if (!(data instanceof Float32Array)) throw new TypeError(`a past of ${tensor.type}, not float32`);
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
