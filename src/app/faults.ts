import type { Audit } from '../domain/audit.ts';
import { PlumblineError } from '../domain/fault.ts';
import type { Recorded } from '../domain/recorded.ts';

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

/** A recorded audit that does not ship. */
export function unknownRecording(pair: string, known: readonly Recorded[]): PlumblineError {
  return new PlumblineError({
    kind: 'unknown-audit',
    message: `No recorded audit of “${pair}” ships with this page.`,
    kept: 'Other audits are untouched.',
    remedy:
      known.length === 0
        ? 'Run the audit itself on the start page.'
        : `Recorded are: ${known.map((one) => one.pair).join(', ')}.`,
  });
}

/** A file that was opened before the page was loaded anew. */
export function notHeld(): PlumblineError {
  return new PlumblineError({
    kind: 'unknown-audit',
    message: 'This audit was opened from a file, and the page was loaded anew since.',
    kept: 'The file is as it was: opened files are held in memory and never stored.',
    remedy: 'Open the file again on the start page.',
  });
}

/** A bundle that ships but did not come as it should. */
export function notRead({ pair }: Recorded, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'bundle-damaged',
    message: `The recorded audit of “${pair}” could not be read: ${why}.`,
    kept: 'Nothing of it was used, and stored audits are untouched.',
    remedy: 'Try again; if it stays so, install Plumbline anew.',
  });
}

/** A bundle whose items this version cannot show, because other ones ship now. */
export function otherPacks(packs: Audit['packs'], version: string): PlumblineError {
  const names = packs.map((pack) => `${pack.id} ${pack.version}`).join(', ');
  return new PlumblineError({
    kind: 'pack-damaged',
    message: `This audit asked other questions than those that ship now: ${names}.`,
    kept: 'The bundle is whole; only its questions are not here.',
    remedy: `Open it in Plumbline ${version}, which wrote it, or run the audit anew.`,
  });
}

/** A bundle with replies to what its audit never asked. */
export function otherReplies(): PlumblineError {
  return new PlumblineError({
    kind: 'bundle-damaged',
    message: 'The bundle is damaged: it holds replies to questions that its audit does not ask.',
    kept: 'Nothing was taken from it, and nothing that is stored was changed.',
    remedy: 'Take it again from where it came from.',
  });
}
