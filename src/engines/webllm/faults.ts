import { PlumblineError } from '../../domain/fault.ts';
import { lostDevice } from '../lost-device.ts';

const kept = 'Every stored reply is kept; only what was in flight is lost.';

export function stopped(): PlumblineError {
  return new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
}

/** @throws PlumblineError `aborted` */
export function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw stopped();
}

export function tooLong(tokens: number, context: number): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: `A prompt and its text have ${tokens} tokens, and the model's context holds ${context}.`,
    kept,
    remedy: 'Leave that item out, or raise the context window in the model’s entry.',
  });
}

/** Errors of the library by their names, which are the only thing about them that it keeps. */
const byName: Readonly<Record<string, (title: string, message: string) => PlumblineError>> = {
  DeviceLostError: (_title, message) => lostDevice(message),
  ShaderF16SupportError: noWebGpu,
  FeatureSupportError: noWebGpu,
  WebGPUNotAvailableError: noWebGpu,
  WebGPUNotFoundError: noWebGpu,
  ContextWindowSizeExceededError: (_title, message) =>
    new PlumblineError({
      kind: 'bad-request',
      message: firstLine(message),
      kept,
      remedy: 'Leave that item out, or raise the context window in the model’s entry.',
    }),
  IntegrityError: (title, message) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `A file of ${title} is not what it should be: ${firstLine(message)}`,
      kept: 'The file was not used. Every stored reply is kept.',
      remedy: 'Delete the model’s files and fetch them again.',
    }),
  QuotaExceededError: (title) =>
    new PlumblineError({
      kind: 'storage-full',
      message: `${title} does not fit into what this browser lets the page store.`,
      kept: 'Every stored reply is kept.',
      remedy: 'Free space on the disk, leave the private window, or choose a smaller pair.',
    }),
};

/** What the browser says of a fetch that failed; Chromium, Firefox, Safari, and the library's own words. */
const network =
  /^(?:Failed to fetch|NetworkError|Load failed|Cannot fetch )|Request failed|Request for \S+ failed|network error/;

/** Whatever the library throws, as one of our kinds. */
export function toModelError(error: unknown, title: string): PlumblineError {
  if (error instanceof PlumblineError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (known !== undefined) return known(title, message);
  if (/^Unable to find a compatible GPU|^Cannot initialize runtime because of/.test(message)) {
    return noWebGpu(title, message);
  }
  if (network.test(message)) {
    return new PlumblineError(
      {
        kind: 'model-missing',
        message: `A file of ${title} could not be fetched: ${firstLine(message)}`,
        kept: 'Files that were fetched whole are kept. Every stored reply is kept.',
        remedy: 'Check the connection and that this page may reach the hub, then try again.',
      },
      { cause: error },
    );
  }
  return new PlumblineError(
    {
      kind: 'engine-failed',
      message: `${title} could not be run: ${firstLine(message) || name}`,
      kept,
      remedy:
        'Go on; if it fails again, close other tabs that use the GPU or choose a smaller pair.',
    },
    { cause: error },
  );
}

function noWebGpu(title: string, message: string): PlumblineError {
  return new PlumblineError({
    kind: 'no-webgpu',
    message: `${title} cannot run on this GPU: ${firstLine(message)}`,
    kept: 'Every stored reply is kept.',
    remedy: 'Choose a pair that runs on the CPU, or use another browser or GPU.',
  });
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
