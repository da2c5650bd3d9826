import { parseArgs } from 'node:util';
import { catalog } from '../../src/catalog/catalog.ts';
import { hub } from '../../src/catalog/hub.ts';
import { runCommand, UsageError } from '../command.ts';
import { root } from '../site.ts';
import { checkModels } from './check.ts';
import { fetchModel, help as fetchHelp } from './fetch.ts';
import { listHub, listShipped, listStored, table } from './list.ts';

const help = `npm run -s plumbline -- models list [--json | --in DIR]
npm run -s plumbline -- models check
npm run -s plumbline -- models fetch ID --to DIR [OPTION …]

  list    the models that ship, and the real pairs on the hub with how closely they match and what they need
  check   whether every file of the models that ship is there and has its hash
  fetch   downloads a model for a machine that is offline

  list --json     the catalogue itself
  list --in DIR   the models in a folder that fetch made, and whether they are whole
${fetchHelp}`;

/** `plumbline models` */
export function modelsCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, ([action, ...rest]) => {
    switch (action) {
      case 'list':
        return list(rest);
      case 'check':
        return Promise.resolve(check(rest));
      case 'fetch':
        return fetchModel(rest);
      default:
        throw new UsageError(
          action === undefined
            ? 'Say what to do: list, check or fetch.'
            : `There is no “models ${action}”.`,
        );
    }
  });
}

async function list(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, in: { type: 'string' } },
  });
  if (values.in !== undefined) {
    process.stdout.write(`${table(await listStored(values.in))}\n`);
    return 0;
  }
  if (values.json) {
    const { models, classifiers, pairs } = catalog;
    process.stdout.write(
      `${JSON.stringify({ shipped: { models, classifiers, pairs }, hub }, null, 2)}\n`,
    );
    return 0;
  }
  process.stdout.write(`${table(listShipped(catalog))}\n\n${table(listHub(hub))}\n`);
  process.stderr.write('Sizes of the hub are estimates; `models fetch` tells the exact ones.\n');
  return 0;
}

function check(args: string[]): number {
  parseArgs({ args, options: {} });
  const { whole, faults } = checkModels(`${root}/public`, [
    ...catalog.models.filter((model) => model.engine === 'onnx'),
    ...catalog.classifiers,
  ]);
  for (const { model, path, files } of whole) {
    process.stdout.write(`whole\t${model}\t${files} files in ${path}\n`);
  }
  for (const { model, file, why } of faults)
    process.stdout.write(`bad\t${model}\t${file}: ${why}\n`);
  return faults.length > 0 ? 1 : 0;
}
