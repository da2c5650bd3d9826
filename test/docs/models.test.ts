import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumedConnection } from '../../src/app/preflight.ts';
import { hub } from '../../src/catalog/hub.ts';
import { assumed } from '../../src/engines/preflight.ts';
import { classifierRows, pairRows, sourceCounts, unreadFacts } from '../support/hub-tables.ts';

const text = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const after = text.split(new RegExp(`^#+ ${heading}$`, 'm'))[1] ?? '';
  const section = after.split(/^#+ /m)[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

describe('docs/models.md', () => {
  it('has every pair of the catalogue, as it is there', () => {
    expect(rowsUnder('The pairs')).toEqual(pairRows(hub));
  });

  it('has every classifier of the catalogue', () => {
    expect(rowsUnder('Classifiers')).toEqual(classifierRows(hub));
  });

  it('names every fact that nobody looked up', () => {
    expect(rowsUnder('What was not looked up')).toEqual(unreadFacts(hub));
  });

  it('counts the sources as they are', () => {
    const counts = sourceCounts(hub);
    const said = Object.entries(counts).map(([basis, count]) => `${basis} ${count}`);
    console.info(`Sources of the hub’s catalogue: ${said.join(', ')}`);
    for (const [basis, count] of Object.entries(counts)) {
      expect(text, basis).toMatch(new RegExp(`\\| \`${basis}\` +\\| +${count} +\\|`));
    }
  });

  it('states the assumptions that minutes are told by', () => {
    const { tokensPerSecond, tokens } = assumed;
    expect(text).toContain(`at ${(assumedConnection * 8) / 1e6} Mbit/s`);
    expect(text).toContain(
      `at ${tokensPerSecond.webgpu} tokens a second on a GPU and ${tokensPerSecond.wasm} on the CPU`,
    );
    expect(text).toContain(
      `with ${tokens.baseline} tokens a reply of the baseline and ${tokens.reasoning}`,
    );
  });

  it('says which pairs nobody has run, and where the check of them is', () => {
    expect(text).toMatch(/None of the web-llm pairs was run by us.*webllm\.md/s);
  });
});
