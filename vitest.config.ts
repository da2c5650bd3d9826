import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium, launchArgs } from './bin/chromium.ts';

const chromium = findChromium();

// Every project extends the site's own configuration, so that what is tested is resolved and compiled like what is built.
export default defineConfig({
  test: {
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/e2e/**'],
          // Some read a megabyte by every scorer, or fit a model: on a busy machine that takes its time.
          testTimeout: 120_000,
          // By itself vitest leaves one core free, which on two cores is half of them.
          maxWorkers: '100%',
        },
      },
      {
        extends: './vite.config.ts',
        optimizeDeps: {
          // What Vite finds only while tests run makes it reload the page under them: it is told beforehand.
          include: [
            '@mlc-ai/web-llm',
            '@noble/hashes/legacy.js',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            '@stdlib/stats-base-dists-beta-quantile',
            '@stdlib/stats-base-dists-binomial-cdf',
            '@stdlib/stats-base-dists-hypergeometric-pmf',
            '@stdlib/stats-base-dists-normal-cdf',
            '@stdlib/stats-base-dists-normal-quantile',
            '@stdlib/stats-base-dists-t-cdf',
            '@stdlib/stats-base-dists-t-quantile',
            'd3-scale',
            'fflate',
            'idb',
            'marked',
            'valibot',
            '@zip.js/zip.js/lib/zip-core-native.js',
          ],
          exclude: ['@huggingface/transformers', 'onnxruntime-web'],
        },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          globalSetup: 'test/support/hub-setup.ts',
          // The long run of what is tested by a slice else; see bench/README.md.
          provide: { isWhole: process.env['PLUMBLINE_WHOLE'] === '1' },
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: launchArgs({ webGpu: 'software' }),
                ...(chromium === null ? {} : { executablePath: chromium }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.e2e.ts'],
          globalSetup: 'test/e2e/setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each drives a browser that runs models: side by side they would only starve one another.
          fileParallelism: false,
        },
      },
    ],
  },
});
