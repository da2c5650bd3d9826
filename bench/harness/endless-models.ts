import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import * as v from 'valibot';
import { root } from '../../bin/site.ts';
import { endlessFolder, unusedToken } from '../endless.ts';

const ConfigSchema = v.looseObject({ eos_token_id: v.number() });

/**
 * Serves each shipped specimen a second time, with an end mark that it never writes: every reply then goes on to its own limit, and
 * lengths are what the row says, the same in every way of decoding.
 */
export const endlessModels: Plugin = {
  name: 'endless-models',
  configureServer(server) {
    server.middlewares.use(`/${endlessFolder}`, (request, response, next) => {
      const [, model = '', file = ''] = /^\/([\w-]+)\/([\w./-]+)$/.exec(request.url ?? '') ?? [];
      if (model === '' || file.includes('..')) {
        next();
        return;
      }
      read(model, file).then((body) => response.end(body), next);
    });
  },
};

async function read(model: string, file: string): Promise<Buffer | string> {
  const body = await readFile(join(root, 'public/models', model, file));
  if (file !== 'config.json' && file !== 'generation_config.json') return body;
  const config = v.parse(ConfigSchema, JSON.parse(body.toString()));
  return JSON.stringify({ ...config, eos_token_id: unusedToken });
}
