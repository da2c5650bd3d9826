/** Bytes at a file's beginning that tell what it is. */
const head = 64;

/** Formats that a model's files are taken for by mistake, by what they begin with. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    /^version https:\/\/git-lfs/,
    'a Git LFS pointer, which only names the file (`git lfs pull` fetches it)',
  ],
  [/^\s*<(?:!doctype html|html)/i, 'a web page'],
  [/^GGUF/, 'a GGUF file, made for llama.cpp'],
  [/^PK\x03\x04/, 'a zip archive'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^.{8}\{"/s, 'a safetensors file, made for PyTorch'],
];

/** What the endings of a model's files promise about their beginnings. */
const promised: Readonly<Record<string, RegExp>> = {
  json: /^(?:\xef\xbb\xbf)?\s*[{[]/,
  // The first field of the format is its version.
  onnx: /^\x08/,
  wasm: /^\0asm/,
};

/**
 * What is wrong with a file's kind, in words that follow “it is”; null where nothing is.
 * @param start its beginning
 */
export function wrongKind(path: string, start: Uint8Array): string | null {
  const text = String.fromCharCode(...start.subarray(0, head));
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const promise = promised[ending];
  if (promise?.test(text) === true) return null;
  const other = others.find(([pattern]) => pattern.test(text));
  if (other !== undefined) return other[1];
  if (promise === undefined) return null;
  return start.length === 0 ? 'empty' : `no ${ending} file`;
}
