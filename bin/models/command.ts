import { runCommand, UsageError } from '../command.ts';
import { fetchModel, help as fetchHelp } from './fetch.ts';
import { listModels } from './list.ts';

const help = `npm run -s plumbline -- models COMMAND [OPTION …]

  list                    the models that ship, and how large they are
  list --in DIR           the models in a folder that \`fetch\` made, and whether they are whole
${fetchHelp}`;

/** `plumbline models` */
export function modelsCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, ([name, ...rest]) => {
    if (name === 'list') return listModels(rest);
    if (name === 'fetch') return fetchModel(rest);
    throw new UsageError(
      name === undefined ? 'A command is needed.' : `There is no command “models ${name}”.`,
    );
  });
}
