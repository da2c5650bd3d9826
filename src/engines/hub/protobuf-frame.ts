/** What is to come next in the bytes. */
type Expecting =
  | { readonly part: 'tag' | 'varint' | 'length'; value: number; shift: number }
  | { readonly part: 'skip'; left: number };

/**
 * Follows the outermost fields of a protobuf message while it streams by, and tells whether it ended at the end of one. A graph of
 * ONNX is such a message whose weights are one field, so a file that was cut off is known without any hash.
 * Source: protobuf.dev/programming-guides/encoding
 */
export class ProtobufFrame {
  #next: Expecting = start('tag');
  #broken = false;
  #empty = true;

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#broken) {
      this.#empty = false;
      if (this.#next.part === 'skip') {
        const taken = Math.min(this.#next.left, chunk.length - at);
        at += taken;
        this.#next.left -= taken;
        if (this.#next.left === 0) this.#next = start('tag');
      } else {
        this.#byte(chunk[at] ?? 0, this.#next);
        at += 1;
      }
    }
  }

  /** Whether what came is a whole message. */
  isWhole(): boolean {
    return !this.#broken && !this.#empty && this.#next.part === 'tag' && this.#next.shift === 0;
  }

  #byte(byte: number, next: Exclude<Expecting, { part: 'skip' }>): void {
    next.value += (byte & 0x7f) * 2 ** next.shift;
    next.shift += 7;
    if (byte >= 0x80) {
      // No number of the format is longer than ten bytes.
      this.#broken = next.shift >= 70;
      return;
    }
    if (next.part === 'varint') this.#next = start('tag');
    else if (next.part === 'length') this.#skip(next.value);
    else this.#field(next.value);
  }

  #field(tag: number): void {
    const type = tag % 8;
    if (tag < 8) this.#broken = true;
    else if (type === 0) this.#next = start('varint');
    else if (type === 1) this.#skip(8);
    else if (type === 2) this.#next = start('length');
    else if (type === 5) this.#skip(4);
    else this.#broken = true;
  }

  #skip(left: number): void {
    this.#next = left === 0 ? start('tag') : { part: 'skip', left };
  }
}

function start(part: 'tag' | 'varint' | 'length'): Expecting {
  return { part, value: 0, shift: 0 };
}
