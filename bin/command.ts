import { toFault, type Fault } from '../src/domain/fault.ts';

/** Thrown where a command was called wrongly; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Runs a command as a process: help goes to standard output, errors to standard error.
 * @returns the exit status: what `run` returns, 0 after help, 1 for a failure, 2 for wrong usage
 */
export async function runCommand(
  args: readonly string[],
  help: string,
  run: (args: string[]) => Promise<number>,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  try {
    return await run([...args]);
  } catch (error) {
    if (isUsageError(error)) {
      process.stderr.write(`${error.message}\n\n${help}\n`);
      return 2;
    }
    process.stderr.write(`${explain(toFault(error))}\n`);
    return 1;
  }
}

/** A fault for a terminal: what happened, what was kept and what to do, a line each. */
export function explain({ message, kept, remedy }: Fault): string {
  return [message, kept, remedy].filter((line) => line !== undefined).join('\n');
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  // What node's parseArgs throws for options that are unknown or lack their value.
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** A whole number of at least `least`, from text that a user wrote. @throws UsageError */
export function parseCount(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${option} takes a whole number of at least ${least}, not “${text}”.`);
}
