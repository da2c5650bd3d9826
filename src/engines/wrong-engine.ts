import { PlumblineError } from '../domain/fault.ts';
import type { Model } from '../domain/model.ts';

/** A model that was handed to an engine that does not run its kind. */
export function wrongEngine({ title, engine }: Model): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: `${title} is a model of the ${engine} engine, and another engine was asked to load it.`,
    kept: 'Nothing was loaded.',
    remedy: 'Load it by the engine that its entry in the catalogue names.',
  });
}
