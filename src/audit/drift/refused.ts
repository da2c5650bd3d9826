import { PlumblineError } from '../../domain/fault.ts';

/** Drift of two models that cannot be held against each other. @param why a clause for a reader */
export function refused(why: string): PlumblineError {
  return new PlumblineError({
    kind: 'drift-refused',
    message: `Drift cannot be measured for these two models: ${why.replace(/\.$/, '')}.`,
    kept: 'All replies are kept, and the report has everything but drift.',
    remedy: 'Drift compares models that write with the same tokens: choose such a pair.',
  });
}
