import { PlumblineError } from '../../domain/fault.ts';

/** The public hub. */
export const publicHub = 'https://huggingface.co/';

/**
 * The address that models are fetched from, with a `/` at its end: the hub's, a mirror's of the user's, or, given as a path, a folder
 * on the page's own origin. A mirror has the hub's layout, `{host}/{model}/resolve/{revision}/{file}`, and may be plain files.
 * @param setting what the user wrote; empty for the public hub
 * @param page address of the page, which a path is relative to; null where there is none
 * @throws PlumblineError `bad-request`
 */
export function hubAddress(setting: string, page: string | null): string {
  const text = setting.trim();
  if (text === '') return publicHub;
  const url = parse(text, page);
  if (url === null) throw bad(text, 'it is no address');
  if (!['http:', 'https:'].includes(url.protocol)) throw bad(text, 'it is neither http nor https');
  if (url.username !== '' || url.password !== '') throw bad(text, 'it holds a password');
  if (url.search !== '' || url.hash !== '') throw bad(text, 'it holds a ? or a #');
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function parse(text: string, page: string | null): URL | null {
  try {
    return page === null ? new URL(text) : new URL(text, page);
  } catch {
    return null;
  }
}

/** Where one file of a revision is: `{host}/{model}/resolve/{revision}/{file}`. */
export function fileAddress(hub: string, model: string, revision: string, path: string): string {
  return `${hub}${model}/resolve/${encodeURIComponent(revision)}/${encodePath(path)}`;
}

/** A path with everything but its `/` escaped. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function bad(text: string, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: `“${text}” cannot be a mirror’s address: ${why}.`,
    kept: 'Nothing was fetched.',
    remedy:
      'Write something like https://mirror.example/hub/, or a path on this site such as ./hub/.',
  });
}
