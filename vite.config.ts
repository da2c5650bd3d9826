import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { licenses } from './bin/licenses.ts';
import { policyInHeaders, policyInPage } from './bin/policy.ts';
import { reportCheck } from './bin/report-check.ts';

/** Isolation is what WebAssembly threads need. The policy is a header of its own, because one worker has another. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const { inPage: licensesInPage, inWorker: licensesInWorker } = licenses();

export default defineConfig({
  base: './',
  plugins: [
    svelte({ configFile: false, compilerOptions: { runes: true } }),
    policyInPage,
    policyInHeaders([]),
    licensesInPage,
    reportCheck,
  ],
  // Without this condition the library's bundle carries its own copy of the 27 MB wasm file.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'browser', 'module', 'import'] },
  worker: {
    plugins: () => [licensesInWorker()],
    format: 'es',
    // By its name a server knows which worker gets which policy.
    rolldownOptions: { output: { entryFileNames: 'assets/worker-[name]-[hash].js' } },
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
  server: { headers },
  preview: { headers },
});
