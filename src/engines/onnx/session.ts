import * as ort from 'onnxruntime-web/webgpu';
import type { Device } from '../../domain/audit.ts';
import { PlumblineError } from '../../domain/fault.ts';
import type { ChainMarks } from '../chain.ts';
import { mergeInMemory, SessionTensor, unwrap } from './cache-tensor.ts';
import type { CacheTensor, Decoder, ReadOutput, StepInput, StepOutput } from './decoder.ts';

export interface DecoderShape {
  readonly kvHeads: number;
  readonly headSize: number;
  readonly end: readonly number[];
  readonly pad: number;
  readonly marks: ChainMarks | null;
  readonly context: number;
  readonly vocabulary: number | null;
  readonly device: Device;
}

const past = 'past_key_values.';

/** A decoder over an ONNX Runtime session whose graph has the usual names of a decoder with past. */
export function createDecoder(session: ort.InferenceSession, shape: DecoderShape): Decoder {
  const cacheNames = session.inputNames.filter((name) => name.startsWith(past));
  const presentNames = cacheNames.map((name) => name.replace(past, 'present.'));
  const keepable = session.inputNames.includes('num_logits_to_keep');

  return {
    end: shape.end,
    pad: shape.pad,
    marks: shape.marks,
    context: shape.context,
    vocabulary: shape.vocabulary,
    cacheBytes: 4 * cacheNames.length * shape.kvHeads * shape.headSize,
    device: () => (shape.device === 'webgpu' ? ort.env.webgpu.device : Promise.resolve(null)),
    async step(input) {
      const outputs = await pass(input, 1);
      const logits = output(outputs, 'logits');
      return {
        ...lastLogits(logits, await floats(logits)),
        cache: presentNames.map((name) => wrap(output(outputs, name))),
      };
    },
    merge: shape.device === 'wasm' ? mergeInMemory : null,
    async read(input, { keep, on }) {
      const { rows, width } = input;
      const kept = keepable ? keep : width;
      // Where the size is known, the graph writes into a buffer of ours, which stays on the GPU.
      const own =
        on === 'gpu' && shape.vocabulary !== null
          ? await gpuLogits([rows, kept, shape.vocabulary])
          : null;
      try {
        // Nothing else is fetched: keys and values would only be copied to be thrown away.
        const outputs = await pass(input, keep, { logits: own?.tensor ?? null });
        const logits = output(outputs, 'logits');
        const [, given = 0, vocabulary = 0] = logits.dims;
        if (given !== kept) throw unfit('it does not give the logits of every place');
        if (own !== null) return { kept, vocabulary, logits: own.logits, release: own.release };
        if (on === 'gpu') throw unfit('its config does not say how large its vocabulary is');
        const data = await floats(logits);
        return { kept, vocabulary, logits: { on: 'cpu', data }, release: () => undefined };
      } catch (error) {
        own?.release();
        throw error;
      }
    },
    close: () => session.release(),
  };

  /**
   * @param keep places from the end whose logits are wanted
   * @param fetches where outputs are to go; wherever they like, if null
   */
  function pass(input: StepInput, keep: number, fetches: Fetches | null = null) {
    const { rows, width, ids, positions, attention } = input;
    const feeds: Record<string, ort.Tensor> = {
      input_ids: new ort.Tensor('int64', ids, [rows, width]),
      attention_mask: new ort.Tensor('int64', attention, [rows, attention.length / rows]),
      position_ids: new ort.Tensor('int64', positions, [rows, width]),
      num_logits_to_keep: new ort.Tensor('int64', BigInt64Array.of(BigInt(keep)), []),
    };
    for (const name of Object.keys(feeds)) {
      if (!session.inputNames.includes(name)) Reflect.deleteProperty(feeds, name);
    }
    for (const [at, name] of cacheNames.entries()) {
      const cached = input.cache[at];
      feeds[name] =
        cached === undefined
          ? new ort.Tensor('float32', new Float32Array(), [rows, shape.kvHeads, 0, shape.headSize])
          : unwrap(cached);
    }
    return run(session, feeds, fetches);
  }
}

type Fetches = ort.InferenceSession.NullableOnnxValueMapType;

/** A tensor over a buffer of ours on the GPU. */
async function gpuLogits(
  dims: readonly number[],
): Promise<Pick<ReadOutput, 'logits' | 'release'> & { readonly tensor: ort.Tensor }> {
  const device = await ort.env.webgpu.device;
  const size = 4 * dims.reduce((product, dim) => product * dim, 1);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size, usage });
  const tensor = ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
  return { tensor, logits: { on: 'gpu', buffer }, release: () => buffer.destroy() };
}

/** A graph may give the logits of every position; only each row's last are kept. */
function lastLogits(
  tensor: ort.Tensor,
  data: Float32Array,
): Pick<StepOutput, 'logits' | 'vocabulary'> {
  const [rows = 0, kept = 0, vocabulary = 0] = tensor.dims;
  if (kept === 1) return { logits: data, vocabulary };
  const logits = new Float32Array(rows * vocabulary);
  for (let row = 0; row < rows; row++) {
    const from = (row * kept + kept - 1) * vocabulary;
    logits.set(data.subarray(from, from + vocabulary), row * vocabulary);
  }
  return { logits, vocabulary };
}

async function run(
  session: ort.InferenceSession,
  feeds: Record<string, ort.Tensor>,
  fetches: Fetches | null,
): Promise<ort.InferenceSession.OnnxValueMapType> {
  try {
    return await (fetches === null ? session.run(feeds) : session.run(feeds, fetches));
  } catch (error) {
    throw new PlumblineError(
      {
        kind: 'engine-failed',
        message: `The model could not be run: ${error instanceof Error ? error.message : String(error)}`,
        kept: 'Every stored reply is kept; only the batch in flight is lost.',
        remedy: 'Go on; if it fails again, close other tabs that use the GPU or choose the CPU.',
      },
      { cause: error },
    );
  }
}

function output(outputs: ort.InferenceSession.OnnxValueMapType, name: string): ort.Tensor {
  const value = outputs[name];
  if (!(value instanceof ort.Tensor)) throw unfit(`it has no output “${name}”`);
  return value;
}

async function floats(tensor: ort.Tensor): Promise<Float32Array> {
  const data = await tensor.getData(true);
  if (!(data instanceof Float32Array)) throw unfit(`its numbers are ${tensor.type}, not float32`);
  return data;
}

function unfit(why: string): PlumblineError {
  return new PlumblineError({
    kind: 'engine-failed',
    message: `This model's graph cannot be used: ${why}.`,
    remedy: 'Take an export with past keys and values and float32 logits.',
  });
}

function wrap(tensor: ort.Tensor): CacheTensor {
  return new SessionTensor(tensor);
}
