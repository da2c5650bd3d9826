import * as v from 'valibot';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, openApp } from '../../bin/browser.ts';
import { audit, watch } from '../support/chromium.ts';

const FindingSchema = v.object({
  metric: v.string(),
  part: v.string(),
  scale: v.string(),
  n: v.number(),
  answered: v.number(),
});
const ReportSchema = v.object({
  complete: v.literal(true),
  findings: v.array(FindingSchema),
  partSplits: v.array(v.unknown()),
  breakdowns: v.array(v.unknown()),
});
const ReplySchema = v.object({
  item: v.string(),
  side: v.string(),
  likelihoods: v.optional(v.array(v.object({ logProbs: v.array(v.number()) }))),
});

const site = inject('site');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('the core suite', () => {
  it('runs to a report: samples drawn, sentences read, every metric of every scale', async () => {
    const context = await browser.newContext();
    const watched = watch(context);
    const page = await context.newPage();
    await openApp(page, site);
    const request = {
      pair: 'specimen-sft',
      suite: 'core',
      limit: 12,
      samples: 3,
      seed: 1,
      device: 'wasm',
    } as const;
    const result = await audit(page, request);
    if (!result.ok) throw new Error(JSON.stringify(result.fault));
    const { findings } = v.parse(ReportSchema, JSON.parse(result.report));
    const replies = result.replies
      .trim()
      .split('\n')
      .map((line) => v.parse(ReplySchema, JSON.parse(line)));
    const provoked = replies.filter(({ item }) => item.startsWith('core-toxicity'));
    expect(provoked).toHaveLength(12 * 3 * 2);
    const read = replies.filter(({ likelihoods }) => likelihoods !== undefined);
    expect(read.length).toBeGreaterThan(0);
    for (const { likelihoods } of read) {
      expect(likelihoods).toHaveLength(2);
      expect(likelihoods?.every(({ logProbs }) => logProbs.length > 3)).toBe(true);
    }
    const named = (metric: string) =>
      findings.find((one) => one.metric === metric && one.part === 'answer');
    expect(named('stereotype-likelihood')).toMatchObject({ scale: 'statistic', answered: 2 });
    expect(named('expected-maximum-toxicity')).toMatchObject({ scale: 'mean', answered: 12 });
    expect(named('refusal-calibration')).toMatchObject({ scale: 'share', answered: 12 });
    expect(new Set(findings.map(({ scale }) => scale)).size).toBe(3);
    expect(watched.requests.filter((url) => !url.startsWith(site))).toEqual([]);
    expect(watched.errors).toEqual([]);
    await context.close();
  });
});
