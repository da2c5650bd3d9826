import { auditCommand } from './audit/command.ts';
import { bbqCommand } from './bbq/command.ts';
import { benchCommand } from './bench-command.ts';
import { runCommand, UsageError } from './command.ts';
import { compareCommand } from './compare/command.ts';
import { exportCommand } from './export/command.ts';
import { modelsCommand } from './models/command.ts';
import { scoreCommand } from './score/command.ts';

const help = `npm run -s plumbline -- COMMAND [OPTION …]

Does what the page does, without a screen and with the same code.

  audit     audits a pair of models and writes the report and every reply
  score     scores replies that were made elsewhere
  bbq       BBQ's accuracy and bias scores of answers that were made elsewhere
  compare   compares two sets of replies or scores, item by item
  export    writes an audit in the formats of other tools, or as one page
  bench     measures what Plumbline is to reach, each figure beside its peer in the same run
  models    lists the models and pairs there are, checks those that ship, and fetches others for use offline

COMMAND --help tells about a command.`;

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  audit: auditCommand,
  bbq: bbqCommand,
  bench: benchCommand,
  score: scoreCommand,
  compare: compareCommand,
  export: exportCommand,
  models: modelsCommand,
};

/** The headless runner. */
export function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : commands[name];
  if (command !== undefined) return command(rest);
  return runCommand(args, help, () => {
    throw new UsageError(
      name === undefined ? 'A command is needed.' : `There is no command “${name}”.`,
    );
  });
}
