import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import * as v from 'valibot';
import type { Plugin } from 'vite';

const PackageSchema = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), 'not named'),
});

/** A package whose code is in the built site. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The texts that lie with it: licence, notices. */
  readonly texts: readonly string[];
}

/**
 * Lists in `licenses.txt` what the built site is made of, the workers' code too. They are built apart, so each gets the plugin that is
 * called `inWorker`; Vite's own list knows the page's code alone.
 */
export function licenses(): { readonly inPage: Plugin; readonly inWorker: () => Plugin } {
  const folders = new Set<string>();
  const collect = (id: string) => {
    const folder = packageFolder(id);
    if (folder !== null) folders.add(folder);
  };
  const moduleParsed: Plugin['moduleParsed'] = ({ id }) => {
    collect(id);
  };
  return {
    inWorker: () => ({ name: 'licenses-in-worker', apply: 'build', moduleParsed }),
    inPage: {
      name: 'licenses',
      apply: 'build',
      moduleParsed,
      // The workers are built while the page's modules are read, so all of them are known here.
      generateBundle() {
        const source = licenseList([...folders].sort().map(readPackage));
        this.emitFile({ type: 'asset', fileName: 'licenses.txt', source });
      },
    },
  };
}

/** The folder of the package that a module is of; null for the project's own and what the bundler makes up. */
export function packageFolder(id: string): string | null {
  const path = (id.split('?')[0] ?? '').replaceAll('\\', '/');
  // What the bundler makes up begins with NUL.
  const found = /^[^\0]*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
  return found === undefined ? null : found.replaceAll('/', sep);
}

/** Reads what a package says of itself. */
export function readPackage(folder: string): Shipped {
  const { name, version, license } = v.parse(
    PackageSchema,
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license, texts };
}

/** The list: each package with its licence, and every text once, with the packages that it goes for. */
export function licenseList(packages: readonly Shipped[]): string {
  const title = ({ name, version }: Shipped) => `${name} ${version}`;
  const lines = packages.map((one) => `  ${title(one)}: ${one.license}`);
  const owners = new Map<string, string[]>();
  for (const one of packages) {
    for (const text of one.texts) owners.set(text, [...(owners.get(text) ?? []), title(one)]);
  }
  const texts = [...owners].map(
    ([text, names]) => `${'─'.repeat(72)}\n${names.join(', ')}\n\n${text}\n`,
  );
  return [
    'Plumbline is under the Apache License 2.0. What it ships besides its own code:\n',
    ...lines,
    '\nThe models, packs and recorded audits were made by the project; a card lies with each model.\n',
    ...texts,
  ].join('\n');
}
