import { buildSite, serveSite } from '../../bin/site.ts';
import { launchChromium } from '../../bin/browser.ts';
import { firstLoadLimit, measureFirstLoad, totalOf } from '../first-load.ts';
import type { Row } from '../harness/row.ts';

/** Code before the first click. */
export const firstLoadRow: Row = {
  id: 'first-load',
  async measure() {
    buildSite();
    const site = await serveSite();
    const browser = await launchChromium();
    try {
      const files = await measureFirstLoad(await browser.newPage(), site.url);
      const total = totalOf(files) / 1000;
      return [
        {
          work: 'code before the first click, gzip',
          against: 'the limit that a test holds',
          unit: 'kB',
          figure: { median: total, least: total, most: total },
          goal: { sense: 'at most', value: firstLoadLimit / 1000 },
          parts: Object.fromEntries(files.map(({ name, gzip }) => [`${name}, kB`, gzip / 1000])),
        },
      ];
    } finally {
      await browser.close();
      await site.close();
    }
  },
};
