import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { ClassifierSchema, type Classifier } from '../src/domain/classifier.ts';
import { dimensions } from '../src/domain/dimension.ts';
import { sha256 } from '../src/domain/hash.ts';
import { ModelSchema, type Model, type ModelFile } from '../src/domain/model.ts';
import { parsePack, type PackRef } from '../src/domain/pack.ts';
import { PairSchema } from '../src/domain/pair.ts';
import type { Recorded } from '../src/domain/recorded.ts';
import { readBundle } from '../src/formats/bundle.ts';
import { runCommand } from './command.ts';
import { root } from './site.ts';

const help = `npm run catalog -- [--check]

Writes the sizes and hashes of the files in public/models into src/catalog/models.json and
classifiers.json, and src/catalog/packs.json and recorded.json from public/packs and public/recorded.
All else in the first two is written by hand and kept.

  --check   writes nothing; fails where the catalogue does not match the files`;

const catalogues = {
  models: 'src/catalog/models.json',
  classifiers: 'src/catalog/classifiers.json',
  packs: 'src/catalog/packs.json',
  recorded: 'src/catalog/recorded.json',
} as const;

/** Writes or checks the catalogue. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, (rest) => {
    const { values } = parseArgs({ args: rest, options: { check: { type: 'boolean' } } });
    const outdated = outdatedCatalogues();
    for (const [path, text] of outdated) {
      if (values.check === true) process.stderr.write(`${path} does not match the files.\n`);
      else writeFileSync(join(root, path), text);
    }
    if (values.check === true && outdated.size > 0) {
      process.stderr.write('Run: npm run catalog\n');
      return Promise.resolve(1);
    }
    const all = Object.keys(catalogues).length;
    process.stderr.write(`${outdated.size} of ${all} catalogues were out of date.\n`);
    return Promise.resolve(0);
  });
}

/**
 * The catalogues that do not match the files, with the text that they should hold.
 * @throws Error where a model has no entry, or an entry no model; PlumblineError where a pack or a bundle is damaged
 */
export function outdatedCatalogues(): Map<string, string> {
  const models = readEntries(catalogues.models, ModelSchema);
  const classifiers = readEntries(catalogues.classifiers, ClassifierSchema);
  checkFolders([...models, ...classifiers]);
  const found = {
    models: models.map(describeModel),
    classifiers: classifiers.map(describeClassifier),
    packs: describePacks(),
    recorded: describeRecorded(),
  };
  const texts = (['models', 'classifiers', 'packs', 'recorded'] as const).map(
    (key) => [catalogues[key], `${JSON.stringify(found[key], null, 2)}\n`] as const,
  );
  return new Map(texts.filter(([path, text]) => readFileSync(join(root, path), 'utf8') !== text));
}

function readEntries<T>(path: string, schema: v.GenericSchema<unknown, T>): T[] {
  return v.parse(v.array(schema), JSON.parse(readFileSync(join(root, path), 'utf8')));
}

function checkFolders(entries: readonly (Model | Classifier)[]): void {
  const folder = join(root, 'public/models');
  for (const id of existsSync(folder) ? readdirSync(folder) : []) {
    if (entries.some((entry) => 'path' in entry && entry.path === `models/${id}`)) continue;
    const where = `${catalogues.models} or ${catalogues.classifiers}`;
    throw new Error(`public/models/${id} has no entry in ${where}: write one by hand.`);
  }
}

function describeModel(model: Model): Model {
  // A model of a hub has no folder here: its entry is written by hand.
  if (model.engine !== 'onnx') return model;
  return { ...model, files: modelFiles(join(root, 'public', model.path)) };
}

function describeClassifier(classifier: Classifier): Classifier {
  const files = modelFiles(join(root, 'public', classifier.path), classifierFiles);
  return { ...classifier, files };
}

/** What of a folder is loaded besides its graph; a README or a licence beside it is not. */
const classifierFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const loaded = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** A model's files with their hashes. @throws Error where one that must be there is missing */
export function modelFiles(folder: string, names: readonly string[] = loaded): ModelFile[] {
  const onnx = join(folder, 'onnx');
  const graphs = existsSync(onnx) ? readdirSync(onnx).filter((name) => name.endsWith('.onnx')) : [];
  if (graphs.length === 0) throw new Error(`There is no graph in ${onnx}.`);
  return [...names, ...graphs.sort().map((name) => `onnx/${name}`)].map((path) => {
    const bytes = readFileSync(join(folder, path));
    return { path, bytes: bytes.byteLength, sha256: sha256(bytes) };
  });
}

function describePacks(): PackRef[] {
  const folder = join(root, 'public/packs');
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const refs = names.map((name) => packRef(join(folder, name)));
  const order = (ref: PackRef) => dimensions.indexOf(ref.dimension);
  return refs.sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
}

/** A pack as the catalogue lists it. @throws PlumblineError `pack-damaged` */
export function packRef(file: string): PackRef {
  const name = basename(file);
  const bytes = readFileSync(file);
  const { header, items } = parsePack(name, bytes.toString('utf8'));
  const { id, version, title, dimension } = header;
  const hash = sha256(bytes);
  return {
    id,
    version,
    title,
    dimension,
    items: items.length,
    path: `packs/${name}`,
    sha256: hash,
  };
}

/** Recorded audits in the order of the pairs. */
function describeRecorded(): Recorded[] {
  const folder = join(root, 'public/recorded');
  const names = existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.zip')) : [];
  const refs = names.map((name) => recordedRef(join(folder, name)));
  const data: unknown = JSON.parse(readFileSync(join(root, 'src/catalog/pairs.json'), 'utf8'));
  const pairs = v.parse(v.array(PairSchema), data).map(({ id }) => id);
  return refs.sort((a, b) => pairs.indexOf(a.pair) - pairs.indexOf(b.pair));
}

/** A recorded audit as the catalogue lists it. @throws PlumblineError where its bundle is damaged; Error where it is misnamed */
export function recordedRef(file: string): Recorded {
  const name = basename(file);
  const bytes = readFileSync(file);
  const { record, replies } = readBundle(bytes);
  const { audit, pair } = record;
  if (name !== `${pair.id}.zip`) throw new Error(`${name} holds an audit of ${pair.id}.`);
  return {
    pair: pair.id,
    path: `recorded/${name}`,
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
    date: audit.createdAt,
    device: audit.engine.device,
    replies: replies.length,
  };
}
