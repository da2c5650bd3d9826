import { PlumblineError } from '../domain/fault.ts';
import { sha256 } from '../domain/hash.ts';
import { parsePack, type Pack, type PackRef } from '../domain/pack.ts';

/**
 * Reads a shipped pack and checks it, line by line and then as a whole.
 * @param base absolute address that the pack's path is relative to
 * @throws PlumblineError `pack-damaged`, with the line's number where a line is at fault
 */
export async function readPack(ref: PackRef, base: string, signal: AbortSignal): Promise<Pack> {
  const response = await fetch(new URL(ref.path, base), { signal });
  if (!response.ok) throw damaged(ref, `the server answered ${response.status}`);
  const text = await response.text();
  const pack = parsePack(ref.id, text);
  if (sha256(text) !== ref.sha256) {
    throw damaged(ref, 'its hash (SHA-256) is not the one in the catalogue');
  }
  return pack;
}

function damaged(ref: PackRef, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'pack-damaged',
    message: `The pack “${ref.id}” could not be used: ${why}.`,
    kept: 'Nothing was run with it, and stored replies are untouched.',
    remedy: 'Reload the page; if it stays so, install Plumbline anew.',
  });
}
