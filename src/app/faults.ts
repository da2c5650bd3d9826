import { PlumblineError } from '../domain/fault.ts';

/** An audit that this browser does not hold. */
export function unknownAudit(id: string): PlumblineError {
  return new PlumblineError({
    kind: 'unknown-audit',
    message: `There is no audit “${id}” in this browser.`,
    kept: 'Other audits are untouched.',
    remedy: 'Choose one on the start page, or run it anew.',
  });
}

/** A second audit was asked for while one runs. */
export function busy(): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: 'An audit is already running in this tab.',
    kept: 'It goes on.',
    remedy: 'Stop it first, or let it finish.',
  });
}
