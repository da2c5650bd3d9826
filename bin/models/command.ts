import { parseArgs } from 'node:util';
import { catalog } from '../../src/catalog/catalog.ts';
import { hub } from '../../src/catalog/hub.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import { runCommand, UsageError } from '../command.ts';
import { root } from '../site.ts';
import { checkModels } from './check.ts';
import { listHub, listShipped, table } from './list.ts';

const help = `npm run -s plumbline -- models list [--json]
npm run -s plumbline -- models check
npm run -s plumbline -- models fetch ID --to DIR

  list    the models that ship, and the real pairs on the hub with how closely they match and what they need
  check   whether every file of the models that ship is there and has its hash
  fetch   is not built in yet

  --json  the catalogue itself`;

/** `plumbline models` */
export function modelsCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, ([action, ...rest]) => {
    switch (action) {
      case 'list':
        return Promise.resolve(list(rest));
      case 'check':
        return Promise.resolve(check(rest));
      case 'fetch':
        return Promise.resolve(fetchModel(rest));
      default:
        throw new UsageError(
          action === undefined
            ? 'Say what to do: list, check or fetch.'
            : `There is no “models ${action}”.`,
        );
    }
  });
}

function list(args: string[]): number {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  if (values.json) {
    const { models, classifiers, pairs } = catalog;
    process.stdout.write(
      `${JSON.stringify({ shipped: { models, classifiers, pairs }, hub }, null, 2)}\n`,
    );
    return 0;
  }
  process.stdout.write(`${table(listShipped(catalog))}\n\n${table(listHub(hub))}\n`);
  process.stderr.write('Sizes of the hub are estimates, and nothing fetches its models yet.\n');
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

function fetchModel(args: string[]): never {
  const options = { to: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [id] = positionals;
  if (id === undefined || positionals.length > 1 || values.to === undefined) {
    throw new UsageError('fetch takes one ID and --to DIR.');
  }
  if (!hub.models.some((model) => model.id === id)) {
    throw new PlumblineError({
      kind: 'model-missing',
      message: `There is no model “${id}” on the hub’s list.`,
      kept: 'Nothing was fetched.',
      remedy: `Choose one of: ${hub.models.map((model) => model.id).join(', ')}.`,
    });
  }
  throw new PlumblineError({
    kind: 'bad-request',
    message: 'Fetching models is not built in yet.',
    kept: 'Nothing was fetched.',
    remedy: 'The specimens ship and can be audited: npm run -s plumbline -- audit --help',
  });
}
