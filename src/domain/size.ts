const steps = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** Bytes in words, in powers of ten: `2.9 GB`, `611 MB`. */
export function sizeText(bytes: number): string {
  for (const [unit, step] of steps) {
    if (bytes < step) continue;
    const value = bytes / step;
    return `${value < 10 ? value.toFixed(1) : Math.round(value).toString()} ${unit}`;
  }
  return `${bytes} bytes`;
}

/** Bytes of a limit that is set in powers of two: `128 MiB`, `32 KiB`; in powers of ten where it is no whole number of them. */
export function limitText(bytes: number): string {
  for (const [unit, step] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const) {
    if (bytes >= step && bytes % step === 0) return `${bytes / step} ${unit}`;
  }
  return sizeText(bytes);
}
