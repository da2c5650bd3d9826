import type { PlumblineError } from '../../domain/fault.ts';

/** Something that may well go when the same is asked again. */
export class Passing extends Error {
  override readonly name = 'Passing';
  /** What it is when it does not go. */
  readonly fault: PlumblineError;
  /** Milliseconds that the server asks to wait; null where it says nothing. */
  readonly wait: number | null;
  /** Whether the server has too much to do. */
  readonly busy: boolean;

  constructor(
    fault: PlumblineError,
    { wait = null, busy = false }: { wait?: number | null; busy?: boolean } = {},
  ) {
    super(fault.message);
    this.fault = fault;
    this.wait = wait;
    this.busy = busy;
  }
}
