/** A constant of an ONNX graph as it lies in the file. */
export interface Constant {
  readonly dims: readonly number[];
  /** ONNX's number of the type: 1 float32, 3 int8, 10 float16. */
  readonly type: number;
  readonly data: Uint8Array;
}

/**
 * The constants of an ONNX file by name: as much of Protocol Buffers as that takes. Field numbers are those of `onnx.proto3`:
 * ModelProto.graph 7, GraphProto.initializer 5, TensorProto.dims 1, data_type 2, name 8, raw_data 9.
 */
export function readConstants(file: Uint8Array): Map<string, Constant> {
  const found = new Map<string, Constant>();
  for (const graph of fieldsOf(file)) {
    if (graph.number !== 7) continue;
    for (const tensor of fieldsOf(graph.bytes)) {
      if (tensor.number === 5) add(found, tensor.bytes);
    }
  }
  return found;
}

function add(found: Map<string, Constant>, tensor: Uint8Array): void {
  const dims: number[] = [];
  let [type, name, data] = [0, '', new Uint8Array()];
  for (const { number, value, bytes } of fieldsOf(tensor)) {
    if (number === 1 && bytes.length === 0) dims.push(value);
    else if (number === 1) dims.push(...varints(bytes));
    else if (number === 2) type = value;
    else if (number === 8) name = new TextDecoder().decode(bytes);
    else if (number === 9) data = bytes.slice();
  }
  found.set(name, { dims, type, data });
}

interface Field {
  readonly number: number;
  readonly value: number;
  /** Of a field that has a length; empty else. */
  readonly bytes: Uint8Array;
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  const at = { place: 0 };
  while (at.place < message.length) {
    const key = varint(message, at);
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) yield { number, value: varint(message, at), bytes: new Uint8Array() };
    else if (wire === 2) {
      const length = varint(message, at);
      yield { number, value: 0, bytes: message.subarray(at.place, at.place + length) };
      at.place += length;
    } else if (wire === 1 || wire === 5) at.place += wire === 1 ? 8 : 4;
    else throw new RangeError(`A field of wire type ${wire} is no part of an ONNX file.`);
  }
}

function varints(bytes: Uint8Array): number[] {
  const at = { place: 0 };
  const found: number[] = [];
  while (at.place < bytes.length) found.push(varint(bytes, at));
  return found;
}

function varint(bytes: Uint8Array, at: { place: number }): number {
  let [value, scale] = [0, 1];
  for (;;) {
    const byte = bytes[at.place++];
    if (byte === undefined) throw new RangeError('The ONNX file ends within a number.');
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}
