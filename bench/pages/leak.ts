import { greedy } from '../../src/domain/sampling.ts';
import type { LoadedModel, Row } from '../../src/engines/engine.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { base, drain, signal, spawnOnnx, threads } from './machine.ts';
import { microModel } from '../../test/support/micro.ts';

let model: LoadedModel | null = null;
let asked = 0;

/** The tests' small model writes so many replies of a few tokens, through the worker, as an audit does. */
export async function generate({ count }: { count: number }): Promise<number> {
  model ??= await createOnnxEngine(spawnOnnx, base, threads).load(await microModel(), {
    device: 'wasm',
    signal,
    onProgress: () => undefined,
  });
  const { rows } = model.capabilities;
  for (let made = 0; made < count; made += rows) {
    const batch = Array.from({ length: Math.min(rows, count - made) }, (): Row => {
      const trial = `leak-${asked++}`;
      const sampling = { ...greedy, maxTokens: 8 };
      return { trial, messages: [{ role: 'user', content: trial }], sampling, seed: 0 };
    });
    await drain(model.generate(batch, signal));
  }
  return asked;
}

export { memory } from './growth.ts';
