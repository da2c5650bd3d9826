import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { root } from '../../bin/site.ts';

const folder = join(root, '../shared/schemas');

/** Schemas and examples of other tools lie beside the repository, and not in it. */
export const hasSchemas = existsSync(folder);
if (!hasSchemas) console.info(`Not tested against other tools' schemas: there is no ${folder}.`);

export function exampleFile(name: string): string {
  return readFileSync(join(folder, 'examples', name), 'utf8');
}

/** Says what of a value is not as a schema has it; null where all is. */
export function validator(file: string): (value: unknown) => string | null {
  const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
  const options = { strict: false, validateFormats: false };
  const draft = String(schema.$schema);
  const ajv = draft.includes('2020') ? new Ajv2020(options) : new Ajv(options);
  const check: ValidateFunction = ajv.compile(schema);
  return (value) => (check(value) ? null : ajv.errorsText(check.errors?.slice(0, 5)));
}
