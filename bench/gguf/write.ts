/** A value of a GGUF file's head. */
export type GgufValue =
  | { readonly kind: 'u32' | 'f32'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'i32s'; readonly value: readonly number[] };

export interface GgufTensor {
  readonly name: string;
  /** The fastest-running first, as GGML has them. */
  readonly dims: readonly number[];
  readonly type: 'f32' | 'q8_0';
  readonly data: Uint8Array;
}

/** GGUF's numbers of what is used here. */
const numberOf = { u32: 4, i32: 5, f32: 6, flag: 7, text: 8, array: 9 } as const;
const tensorType = { f32: 0, q8_0: 8 } as const;
const alignment = 32;

/** A model file for llama.cpp: GGUF, version 3, by the specification in ggml's `docs/gguf.md`. */
export function writeGguf(
  head: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Uint8Array<ArrayBuffer> {
  const out = new Bytes();
  out.raw(new TextEncoder().encode('GGUF'));
  out.u32(3);
  out.u64(tensors.length);
  out.u64(Object.keys(head).length);
  for (const [key, value] of Object.entries(head)) {
    out.text(key);
    put(out, value);
  }
  let offset = 0;
  for (const { name, dims, type, data } of tensors) {
    out.text(name);
    out.u32(dims.length);
    for (const dim of dims) out.u64(dim);
    out.u32(tensorType[type]);
    out.u64(offset);
    offset += padded(data.length);
  }
  out.pad();
  for (const { data } of tensors) {
    out.raw(data);
    out.pad();
  }
  return out.whole();
}

function put(out: Bytes, one: GgufValue): void {
  switch (one.kind) {
    case 'u32':
      out.u32(numberOf.u32);
      out.u32(one.value);
      break;
    case 'f32':
      out.u32(numberOf.f32);
      out.f32(one.value);
      break;
    case 'text':
      out.u32(numberOf.text);
      out.text(one.value);
      break;
    case 'flag':
      out.u32(numberOf.flag);
      out.raw(Uint8Array.of(Number(one.value)));
      break;
    case 'texts':
      out.u32(numberOf.array);
      out.u32(numberOf.text);
      out.u64(one.value.length);
      for (const text of one.value) out.text(text);
      break;
    case 'i32s':
      out.u32(numberOf.array);
      out.u32(numberOf.i32);
      out.u64(one.value.length);
      for (const value of one.value) out.u32(value);
  }
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

/** Bytes that are put one after the other, little end first. */
class Bytes {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  u32(value: number): void {
    this.#number(4, (view) => view.setUint32(0, value, true));
  }

  u64(value: number): void {
    this.#number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  f32(value: number): void {
    this.#number(4, (view) => view.setFloat32(0, value, true));
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.u64(bytes.length);
    this.raw(bytes);
  }

  pad(): void {
    this.raw(new Uint8Array(padded(this.#length) - this.#length));
  }

  whole(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  #number(size: number, set: (view: DataView) => void): void {
    const bytes = new Uint8Array(size);
    set(new DataView(bytes.buffer));
    this.raw(bytes);
  }
}
