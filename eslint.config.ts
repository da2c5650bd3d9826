import type { Linter } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

const middle = ['scoring', 'statistics', 'drift', 'engines', 'store', 'formats', 'catalog'];
const below = ['domain', ...middle];

/** Which folders of `src` each one may import from, besides itself. The whole architecture is this table. */
const layers: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ...Object.fromEntries(middle.map((layer) => [layer, ['domain']])),
  audit: below,
  // The composition root is in here, so it knows every part below.
  app: [...below, 'audit'],
  // Besides the app: the shapes of a report, and pure functions and data that a page shows as they are.
  ui: ['app', 'domain', 'audit', 'statistics', 'scoring', 'catalog'],
};

/** Workers only register what these folders serve; one hands the engine what takes a text apart, as the composition root does on the page. */
const workers = ['engines', 'domain', 'audit', 'formats'];

/** Folders that compute and do nothing else: no clock, no chance, no page, no network. */
const pure = ['domain', 'scoring', 'statistics', 'drift'];

const impureGlobals = [
  ...['window', 'self', 'globalThis', 'document', 'navigator', 'location', 'history'],
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'fetch', 'XMLHttpRequest'],
  ...['WebSocket', 'EventSource', 'Worker', 'BroadcastChannel', 'postMessage'],
  ...['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'],
  ...['Date', 'performance', 'crypto', 'console', 'process'],
];

/** Forbids imports whose address matches, in whichever form they are written. */
function forbid(regex: string, message: string): Linter.RulesRecord {
  const selectors = ['ImportExpression[source.value=/%/]', 'TSImportType[source.value=/%/]'];
  const inSelector = regex.replaceAll('/', String.raw`\/`);
  return {
    'no-restricted-imports': ['error', { patterns: [{ regex, message }] }],
    'no-restricted-syntax': [
      'error',
      ...selectors.map((one) => ({ selector: one.replace('%', inSelector), message })),
    ],
  };
}

function upTo(folders: readonly string[]): string {
  return String.raw`^(\.\./)+(${folders.join('|')})/`;
}

const layerRules: Linter.Config[] = Object.entries(layers).map(([layer, allowed]) => {
  const forbidden = Object.keys(layers).filter((one) => one !== layer && !allowed.includes(one));
  return {
    name: `layer ${layer}`,
    files: [`src/${layer}/**`],
    rules: forbid(
      upTo([...forbidden, 'bin', 'bench', 'test', 'workers']),
      `${layer} may import from: ${allowed.join(', ') || 'nothing but itself'}.`,
    ),
  };
});

export default defineConfig(
  globalIgnores(['dist', 'public', 'training', 'test/fixtures', 'test-results']),
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.node.json', 'workers/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Both are how the language is usually written, and neither hides a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // A leading underscore says that something is named only to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Ports are interfaces of closures, handed down and destructured. Classes keep what they need in
      // private fields, so a method of theirs that lost its object throws at once.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // Models, packs and imported files write what pages show: it is text, and never markup.
      'svelte/no-at-html-tags': 'error',
      // Collections in state are replaced whole and not mutated (`$state.raw`), so plain ones are right.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  layerRules,
  {
    name: 'workers',
    files: ['workers/**'],
    rules: forbid(
      String.raw`^(\.\./)+(?!src/(${workers.join('|')})/)`,
      `Workers may import from src's: ${workers.join(', ')}.`,
    ),
  },
  {
    name: 'pure folders',
    files: pure.map((folder) => `src/${folder}/**`),
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  { files: ['**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
);
