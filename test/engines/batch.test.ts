import { describe, expect, it } from 'vitest';
import { Batch } from '../../src/engines/onnx/batch.ts';
import type { CacheTensor } from '../../src/engines/onnx/decoder.ts';

class Held implements CacheTensor {
  disposed = false;
  readonly data: Float32Array;
  readonly dims: readonly number[];

  constructor(data: Float32Array, dims: readonly number[]) {
    this.data = data;
    this.dims = dims;
  }

  gather(rows: readonly number[]): Promise<Held> {
    const [count = 1, ...rest] = this.dims;
    const size = this.data.length / count;
    const data = rows.flatMap((row) => [...this.data.subarray(row * size, (row + 1) * size)]);
    return Promise.resolve(new Held(Float32Array.from(data), [rows.length, ...rest]));
  }

  dispose(): void {
    this.disposed = true;
  }
}

describe('Batch', () => {
  it('pads on the left and counts positions from each row’s first token', () => {
    const { input } = Batch.start([[5, 6, 7], [8]], 9);
    expect(input.width).toBe(3);
    expect([...input.ids].map(Number)).toEqual([5, 6, 7, 9, 9, 8]);
    expect([...input.positions].map(Number)).toEqual([0, 1, 2, 0, 0, 0]);
    expect([...input.attention].map(Number)).toEqual([1, 1, 1, 0, 0, 1]);
  });

  it('goes on with one token a row', () => {
    const { batch } = Batch.start([[5, 6, 7], [8]], 9);
    const input = batch.next([1, 2]);
    expect([...input.ids].map(Number)).toEqual([1, 2]);
    expect([...input.positions].map(Number)).toEqual([3, 1]);
    expect([...input.attention].map(Number)).toEqual([1, 1, 1, 1, 0, 0, 1, 1]);
    expect([...batch.next([1, 2]).positions].map(Number)).toEqual([4, 2]);
  });

  it('keeps the chosen rows of mask and cache, and frees the rest', async () => {
    const { batch } = Batch.start([[5, 6, 7], [8], [4, 4]], 9);
    const before = new Held(Float32Array.from([1, 1, 2, 2, 3, 3]), [3, 1, 1, 2]);
    batch.advance([before]);
    await batch.keep([2, 0]);
    expect(before.disposed).toBe(true);
    const input = batch.next([1, 2]);
    expect([...input.positions].map(Number)).toEqual([2, 3]);
    expect([...input.attention].map(Number)).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    const [kept] = input.cache;
    if (!(kept instanceof Held)) throw new Error('a cache of another kind');
    expect(kept.dims).toEqual([2, 1, 1, 2]);
    expect([...kept.data]).toEqual([3, 3, 1, 1]);
  });

  it('frees a past once it has a newer one, and the last when it closes', () => {
    const { batch } = Batch.start([[5]], 9);
    const first = new Held(new Float32Array(1), [1]);
    const second = new Held(new Float32Array(1), [1]);
    batch.advance([first]);
    batch.advance([second]);
    expect([first.disposed, second.disposed]).toEqual([true, false]);
    batch.close();
    expect(second.disposed).toBe(true);
  });
});
