/** What can go wrong, as kinds that a page, a worker and the command line tell apart. */
export type FaultKind =
  | 'unknown-pair'
  | 'unknown-suite'
  | 'unknown-audit'
  | 'bad-request'
  | 'pack-damaged'
  | 'model-missing'
  | 'model-damaged'
  | 'model-foreign'
  | 'hub-unreachable'
  | 'hub-refused'
  | 'engine-lost'
  | 'engine-failed'
  /** One row that the engine does not take, as a prompt that is too long: the others can be answered. */
  | 'row-refused'
  | 'no-webassembly'
  | 'no-webgpu'
  | 'drift-refused'
  | 'storage-refused'
  | 'storage-full'
  | 'replies-damaged'
  | 'bundle-damaged'
  | 'bundle-foreign'
  | 'aborted'
  | 'unexpected';

/** A fault as plain data: the form in which it crosses from a worker to the page and on to the command line. */
export interface Fault {
  readonly kind: FaultKind;
  /** What happened. */
  readonly message: string;
  /** What was kept, where anything was at stake. */
  readonly kept?: string;
  /** What the user can do. */
  readonly remedy?: string;
}

/** A fault that is thrown. */
export class PlumblineError extends Error implements Fault {
  override readonly name = 'PlumblineError';
  readonly kind: FaultKind;
  readonly kept?: string;
  readonly remedy?: string;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.message, options);
    this.kind = fault.kind;
    if (fault.kept !== undefined) this.kept = fault.kept;
    if (fault.remedy !== undefined) this.remedy = fault.remedy;
  }
}

/** Any thrown value as a fault, so that nothing is lost between a `catch` and the user. */
export function toFault(error: unknown): Fault {
  if (error instanceof PlumblineError) {
    const { kind, message, kept, remedy } = error;
    return {
      kind,
      message,
      ...(kept === undefined ? {} : { kept }),
      ...(remedy === undefined ? {} : { remedy }),
    };
  }
  if (error instanceof Error) {
    if (error.name === 'AbortError') return { kind: 'aborted', message: 'Stopped.' };
    return { kind: 'unexpected', message: error.message || error.name };
  }
  return { kind: 'unexpected', message: String(error) };
}
