import { LoggerWithoutDebug, Wllama } from '@wllama/wllama';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import * as v from 'valibot';
import { promptFor, specimenAsGguf } from '../gguf/specimen.ts';
import { base, threads } from './machine.ts';

/** What is read of a completion besides its text: llama.cpp's server tells more than the types say. */
const CompletionSchema = v.object({
  choices: v.array(v.object({ text: v.string() })),
  usage: v.object({ completion_tokens: v.number() }),
});

export interface WllamaReply {
  readonly text: string;
  readonly tokens: number;
}

/** A specimen as llama.cpp runs it in the browser, on the CPU: one slot, one prompt after the other. */
export class WllamaPeer {
  readonly #wllama: Wllama;

  private constructor(wllama: Wllama) {
    this.#wllama = wllama;
  }

  static async load(modelPath: string, type: 'f32' | 'q8_0'): Promise<WllamaPeer> {
    const read = (file: string) => fetch(`${base}${modelPath}/${file}`);
    const json = async (file: string): Promise<unknown> => (await read(file)).json();
    const gguf = specimenAsGguf(
      {
        config: await json('config.json'),
        tokenizer: await json('tokenizer.json'),
        weights: new Uint8Array(await (await read('onnx/model_quantized.onnx')).arrayBuffer()),
      },
      type,
    );
    const wllama = new Wllama(
      { default: new URL(wasmUrl, location.href).href },
      { logger: LoggerWithoutDebug, suppressNativeLog: true },
    );
    await wllama.loadModel([new Blob([gguf])], {
      n_ctx: 512,
      n_threads: threads,
      n_gpu_layers: 0,
      n_parallel: 1,
      seed: 0,
    });
    return new WllamaPeer(wllama);
  }

  get threads(): number {
    return this.#wllama.getNumThreads();
  }

  /** Greedy. */
  async complete(prompt: string, limit: number): Promise<WllamaReply> {
    const found = await this.#wllama.createCompletion({
      prompt: promptFor(prompt),
      max_tokens: limit,
      temperature: 0,
      top_k: 1,
      stream: false,
    });
    const { choices, usage } = v.parse(CompletionSchema, found);
    return { text: choices[0]?.text ?? '', tokens: usage.completion_tokens };
  }
}
