/** What the benchmarks' page can do, by row: each is fetched when it is asked for. */
export const benchmarks = {
  decode: () => import('./pages/decode.ts'),
  audit: () => import('./pages/audit.ts'),
  toxicity: () => import('./pages/toxicity.ts'),
  report: () => import('./pages/report.ts'),
  items: () => import('./pages/items.ts'),
  store: () => import('./pages/store.ts'),
  growth: () => import('./pages/growth.ts'),
  leak: () => import('./pages/leak.ts'),
  drift: () => import('./pages/drift.ts'),
  schedule: () => import('./pages/schedule.ts'),
};

declare global {
  interface Window {
    bench: typeof benchmarks;
  }
}

window.bench = benchmarks;
