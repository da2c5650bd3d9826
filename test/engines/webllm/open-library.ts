import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Where the opened package lies, from the repository's root. */
export const openLibraryPath = 'node_modules/.cache/plumbline/web-llm-open.mjs';

/** Writes the installed package with some of its inner parts exported, too. @returns the file */
export function writeOpenLibrary(): string {
  const path = join(root, openLibraryPath);
  const source = readFileSync(join(root, 'node_modules/@mlc-ai/web-llm/lib/index.js'), 'utf8');
  // Whoever serves it would look for the map beside it.
  const body = source.replace(/^\/\/# sourceMappingURL=.*$/m, '');
  const exported = 'LLMChatPipeline, CustomLock, libExports$2 as runtime';
  mkdirSync(join(path, '..'), { recursive: true });
  const part = `${path}.${process.pid}`;
  writeFileSync(part, `${body}\nexport { ${exported} };\n`);
  renameSync(part, path);
  return path;
}
