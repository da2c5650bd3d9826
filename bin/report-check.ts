import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const folder = join(import.meta.dirname, '../src/app/report-file');
const entry = join(folder, 'check.ts');
const place = join(folder, 'built-check.ts');

let built: Promise<string> | undefined;

/** The script that every report file carries, as one text: our own statistics, which compute the file's figures again. */
export function buildReportCheck(): Promise<string> {
  return (built ??= bundle());
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'plumblineCheck' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .find((one) => one.type === 'chunk');
  if (chunk === undefined) throw new Error('The script of report files could not be built.');
  return chunk.code;
}

/** Puts the built script in the place of its module. */
export const reportCheck: Plugin = {
  name: 'report-check',
  load: async (id) =>
    id.split('?')[0] === place
      ? `export const builtCheck = ${JSON.stringify(await buildReportCheck())};`
      : null,
};
