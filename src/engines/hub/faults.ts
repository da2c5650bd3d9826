import { PlumblineError } from '../../domain/fault.ts';
import { inBytes } from './bytes.ts';

const partKept = 'What was fetched before is kept, and the download goes on from there.';
const nothingStored = 'Nothing was stored.';
const byHand = 'Then download its files there by hand and import their folder.';

/** Every fault of a download, an import and the store of models, worded in one place. */
export const faultOf = {
  unreachable: (host: string, why: string) =>
    new PlumblineError({
      kind: 'hub-unreachable',
      message: `${host} could not be reached: ${why}.`,
      kept: partKept,
      remedy:
        'Check the connection and start the download again, or import the model from a folder.',
    }),
  portal: (address: string) =>
    new PlumblineError({
      kind: 'hub-unreachable',
      message: `${address} answered with a web page instead of the file. A network that asks to log in first does that, and so does a wrong mirror address.`,
      kept: partKept,
      remedy:
        'Open any web page to log in to the network, or correct the mirror’s address; then go on.',
    }),
  unreadable: (address: string, why: string) =>
    new PlumblineError({
      kind: 'hub-unreachable',
      message: `${address} answered with something that this version cannot read: ${why}.`,
      kept: nothingStored,
      remedy: 'Check the hub’s or the mirror’s address.',
    }),
  busy: (host: string, seconds: number) =>
    new PlumblineError({
      kind: 'hub-unreachable',
      message: `${host} asks to wait ${inTime(seconds)}: too many requests from this network.`,
      kept: partKept,
      remedy: 'Go on with the download after that time.',
    }),
  refused: (host: string, model: string, status: number) =>
    new PlumblineError({
      kind: 'hub-refused',
      message: `${host} refuses ${model} to those who have not logged in (${status}): it is gated or private, or has another name.`,
      kept: partKept,
      remedy: `Check the name. For a gated model, log in there and accept its terms. ${byHand}`,
    }),
  noModel: (host: string, model: string, revision: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `${host} has no model “${model}” with a revision “${revision}”.`,
      kept: nothingStored,
      remedy: 'Check the name and the revision.',
    }),
  noFile: (host: string, model: string, path: string, status: number) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `${host} has no file ${path} of ${model} (${status}).`,
      kept: partKept,
      remedy:
        'Check that the mirror holds the whole model; on the hub, the revision may have been removed.',
    }),
  lacks: (model: string, missing: readonly string[], dtypes: readonly string[]) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `${model} lacks ${missing.join(', ')}.${dtypes.length === 0 ? '' : ` It has weights as: ${dtypes.join(', ')}.`}`,
      kept: nothingStored,
      remedy: 'Choose another model, or other weights of this one.',
    }),
  damaged: (model: string, path: string) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} of ${model} arrived damaged twice: its hash is not the one that the hub tells.`,
      kept: 'The bad file was dropped; the other files are kept.',
      remedy: 'Try another network or mirror; something between here and the hub changes the file.',
    }),
  changed: (model: string, path: string) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} of ${model} is another one than when it was first fetched: its hash is not the one that was found then.`,
      kept: 'The new file was dropped; the other files are kept.',
      remedy:
        'If its publisher may have replaced it, delete the stored model and download it anew. Else try another network.',
    }),
  otherKind: (model: string, path: string, what: string) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} of ${model} is not what it should be: it is ${what}.`,
      kept: 'The bad file was dropped; the other files are kept.',
      remedy: 'Go on later, or try another network or mirror.',
    }),
  full: (needed: number | null, free: number | null) =>
    new PlumblineError({
      kind: 'storage-full',
      message:
        needed === null || free === null
          ? 'The disk, or the room that the browser gives this page, is full.'
          : `${inBytes(needed)} are needed and ${inBytes(free)} are free for this page.`,
      kept: needed === null ? partKept : nothingStored,
      remedy:
        'Delete a stored model or other files. A private window gets little room: use an ordinary one.',
    }),
  storageRefused: (why: string) =>
    new PlumblineError({
      kind: 'storage-refused',
      message: `The browser does not let this page store models: ${why}.`,
      kept: nothingStored,
      remedy: 'Use an ordinary window instead of a private one, or allow this site to store data.',
    }),
  inUse: (path: string) =>
    new PlumblineError({
      kind: 'storage-refused',
      message: `${path} is being written by another tab or window.`,
      kept: 'Nothing was changed.',
      remedy: 'Wait until that one is done, or close it.',
    }),
  notStored: (key: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `There is no stored model “${key}”, or it is not whole.`,
      kept: 'Every stored reply is kept.',
      remedy: 'Download or import it first.',
    }),
} as const;

/** A time for a sentence. */
function inTime(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
