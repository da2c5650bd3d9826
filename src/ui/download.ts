/** Hands a file to the browser to be saved. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only after this task; an address given back at once saves an empty file.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
