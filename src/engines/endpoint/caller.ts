import type * as v from 'valibot';
import { readJson } from './body.ts';
import { persist } from './persist.ts';
import { Pool } from './pool.ts';
import { send, type Asked, type Hearing, type Line } from './send.ts';

/** Asks one server: so many requests at once, each until it goes. */
export class Caller {
  readonly line: Line;
  readonly #pool: Pool;

  constructor(line: Line) {
    this.line = line;
    this.#pool = new Pool(line.access.concurrency);
  }

  /**
   * One request; all of it is done again when its answer broke off.
   * @throws NotThere, and PlumblineError as `send` and `persist`
   */
  ask<T>(
    asked: Asked,
    signal: AbortSignal,
    read: (response: Response, hearing: Hearing) => Promise<T>,
  ): Promise<T> {
    const { patience } = this.line.access;
    const { tools } = this.line;
    return this.#pool.run((onBusy) =>
      persist(() => send(this.line, asked, signal, read), { patience, tools, signal, onBusy }),
    );
  }

  /** One request whose answer is JSON. @throws as `ask`, and `engine-failed` for an answer of another form */
  json<T>(asked: Asked, schema: v.GenericSchema<unknown, T>, signal: AbortSignal): Promise<T> {
    return this.ask(asked, signal, (response, { alive }) =>
      readJson(response, alive, schema, this.line.faults),
    );
  }

  /** The same for what a server may not have: null where it has not, whatever it says instead. */
  async maybe<T>(
    asked: Asked,
    schema: v.GenericSchema<unknown, T>,
    signal: AbortSignal,
  ): Promise<T | null> {
    try {
      return await send(this.line, asked, signal, (response, { alive }) =>
        readJson(response, alive, schema, this.line.faults),
      );
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  }
}
