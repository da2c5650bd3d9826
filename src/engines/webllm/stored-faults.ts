import { PlumblineError } from '../../domain/fault.ts';

const kept = 'Nothing was fetched. Every stored reply is kept.';
const again = 'Check the stored model on the Models page, and download or import what it lacks.';

/** Why a model for web-llm cannot be read from the store. */
export const storedFault = {
  nowhere: (title: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `${title} is not stored in this browser.`,
      kept,
      remedy: 'Download or import it on the Models page.',
    }),
  noLibrary: (title: string, name: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `${title} was stored without its compiled library, ${name}.`,
      kept,
      remedy: 'Download the pair on the Models page, or import a folder that holds that file, too.',
    }),
  missing: (title: string, path: string) =>
    new PlumblineError({
      kind: 'model-missing',
      message: `The file ${path} of ${title} could not be read: it is not stored.`,
      kept,
      remedy: again,
    }),
  damaged: (title: string, path: string) =>
    new PlumblineError({
      kind: 'model-damaged',
      message: `The file ${path} of ${title} is not the one that the model had when it was stored.`,
      kept: 'The file was not used. Every stored reply is kept.',
      remedy: again,
    }),
} as const;
