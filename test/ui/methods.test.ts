import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalog } from '../../src/catalog/catalog.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { samplesOf, selectItems } from '../../src/domain/plan.ts';
import { metrics } from '../../src/scoring/metrics.ts';
import { wordsOf } from '../../src/ui/markdown/parse.ts';
import { detectors, detectorsOf } from '../../src/ui/pages/methods/detectors.ts';
import {
  documents,
  findSection,
  linksOf,
  measurementsIn,
} from '../../src/ui/pages/methods/documents.ts';
import { packsOf, repliesOf } from '../../src/ui/pages/start/plan.ts';
import { count } from '../../src/ui/format.ts';
import { documentAnchor, metricAnchor } from '../../src/ui/words.ts';
import { linksIn } from '../support/markdown-links.ts';

const headings = documents.flatMap((document) =>
  document.blocks.flatMap((block) => (block.kind === 'heading' ? [document.anchor(block)] : [])),
);

it('shows the documents that there are', () => {
  expect(documents.map(({ file }) => file)).toContain('metrics.md');
  expect(headings.length).toBeGreaterThan(10);
});

it('gives every place on the page an anchor of its own', () => {
  const anchors = [
    ...headings,
    ...metrics.map(({ id }) => metricAnchor(id)),
    ...documents.map(({ file }) => documentAnchor(file)),
    'detectors',
    'metrics-here',
  ];
  expect(new Set(anchors).size).toBe(anchors.length);
});

it('has a section for every detector, and says how well each was measured where it says so', () => {
  for (const { id, slug } of detectors) {
    const section = findSection(slug);
    expect(section, `docs/metrics.md has no section “${slug}”, for ${id}`).not.toBeNull();
    const own = (section?.blocks ?? []).map((block) =>
      block.kind === 'paragraph' ? wordsOf(block.children) : '',
    );
    if (!own.some((words) => /\b(Not m|M)easured\b/.test(words))) continue;
    expect(measurementsIn(section?.blocks ?? []).length, id).toBeGreaterThan(0);
  }
});

it('names what reads each metric, and no detector without a metric', () => {
  const named = metrics.flatMap((metric) => detectorsOf(metric).map(({ id }) => id));
  expect(new Set(named)).toEqual(new Set(detectors.map(({ id }) => id)));
  for (const metric of metrics) {
    const { detector } = metric.countedBy ?? {};
    if (detector !== undefined) {
      expect(
        detectorsOf(metric).map(({ id }) => id),
        metric.id,
      ).toContain(detector);
    }
  }
});

it('leads no link of the documents to a place that is not there', () => {
  for (const document of documents) {
    const target = linksOf(document);
    for (const link of linksIn(document.blocks)) {
      const to = target(link);
      if (to.kind === 'anchor') expect(headings, `${document.file}: ${link}`).toContain(to.anchor);
    }
  }
});

it('counts the replies of a plan before its packs are read', () => {
  for (const suite of catalog.suites) {
    const packs = suite.packs.map((id) => {
      const path = catalog.packs.find((one) => one.id === id)?.path ?? '';
      return parsePack(id, readFileSync(new URL(`../../public/${path}`, import.meta.url), 'utf8'));
    });
    for (const limit of [null, 40]) {
      for (const samples of [1, 5, 25]) {
        const planned = selectItems(packs, limit).map((item) => samplesOf({ samples }, item));
        const all = 2 * planned.reduce((sum, one) => sum + one, 0);
        expect(repliesOf(packsOf(catalog, suite.id), { limit, samples })).toBe(count(all));
      }
    }
  }
});
