// Node 20 does not strip types, so Vite, which is here anyway, loads the TypeScript: node bin/run.mjs NAME [ARGUMENTS]
import { runnerImport } from 'vite';

const [name, ...args] = process.argv.slice(2);
const { module } = await runnerImport(`${import.meta.dirname}/${name}.ts`, { configFile: false });
process.exitCode = await module.main(args);
