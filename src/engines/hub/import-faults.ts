import { PlumblineError } from '../../domain/fault.ts';
import { inBytes } from './bytes.ts';

const kept = 'Nothing of it was stored; what was stored before is kept.';

/** Every fault of an import, worded in one place. */
export const importFault = {
  noModel: (paths: readonly string[]) =>
    new PlumblineError({
      kind: 'model-foreign',
      message:
        paths.length === 0
          ? 'The folder is empty.'
          : `There is no model in it: no config.json and no mlc-chat-config.json. It holds ${few(paths)}.`,
      kept,
      remedy:
        'Choose the folder that holds config.json, or one that `plumbline models fetch` made.',
    }),
  missing: (model: string, paths: readonly string[]) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `Of ${model}, ${paths.length === 1 ? 'a file is' : `${paths.length} files are`} missing: ${few(paths)}.`,
      kept,
      remedy: 'Copy the whole folder, with the folders in it.',
    }),
  noLibrary: (model: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `Of ${model}, the compiled library is missing: a file that ends in .wasm, without which web-llm cannot run the weights. It does not lie in the weights’ repository.`,
      kept,
      remedy:
        'Put it beside the weights, under the name that the Models page gives it, or let `plumbline models fetch` prepare the folder.',
    }),
  cutOff: (model: string, path: string, bytes: number, whole: number | null) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} of ${model} is cut off: it has ${inBytes(bytes)}${whole === null ? ', and its last part is not whole' : ` of ${inBytes(whole)}`}.`,
      kept,
      remedy: 'Copy or download this file again.',
    }),
  tooLong: (model: string, path: string, bytes: number, whole: number) =>
    new PlumblineError({
      kind: 'model-foreign',
      message: `The file ${path} is not the one of ${model}: it has ${inBytes(bytes)} instead of ${inBytes(whole)}.`,
      kept,
      remedy: 'Choose the folder of this model, in this revision.',
    }),
  kind: (path: string, what: string) =>
    new PlumblineError({
      kind: 'model-foreign',
      message: `The file ${path} is of the wrong kind: it is ${what}.`,
      kept,
      remedy: 'Download this file again.',
    }),
  other: (model: string, path: string) =>
    new PlumblineError({
      kind: 'model-foreign',
      message: `The file ${path} is not the one of ${model}: its hash differs, so it is damaged or of another model or revision.`,
      kept,
      remedy: 'Choose the folder of this model, in this revision, or copy it again.',
    }),
  dtypes: (dtypes: readonly string[]) =>
    new PlumblineError({
      kind: 'bad-request',
      message: `The folder holds weights as ${dtypes.join(', ')}, and it was not said which are meant.`,
      kept,
      remedy: 'Choose one of them.',
    }),
  noWeights: (paths: readonly string[]) =>
    new PlumblineError({
      kind: 'model-foreign',
      message: `There are no weights in it that can be run here: no onnx/model*.onnx. It holds ${few(paths)}.`,
      kept,
      remedy: 'Choose a model in ONNX or web-llm’s format: most names of the first end in -ONNX.',
    }),
  there: (model: string) =>
    new PlumblineError({
      kind: 'bad-request',
      message: `A model “${model}” was imported before, and without a manifest nobody can tell whether this is the same.`,
      kept,
      remedy: 'Delete the stored one first, or give the folder another name.',
    }),
  badJson: (path: string, why: string) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} cannot be read: ${why}.`,
      kept,
      remedy: 'Copy or download this file again.',
    }),
} as const;

/** The first of many names. */
function few(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
