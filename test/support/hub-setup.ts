import type { TestProject } from 'vitest/node';
import { writeOpenLibrary } from '../engines/webllm/open-library.ts';
import { serveHub } from './hub.ts';
import { startModelServers, type ModelServers } from './model-servers.ts';
import {
  emptyLibrary,
  specimenRepository,
  standInPair,
  webllmRepository,
} from './specimen-repository.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a hub on this machine, which is another origin than the tests' page. */
    hub: string;
    /** Addresses of model servers on this machine, by what is wrong with them. */
    modelServers: ModelServers['addresses'];
  }
}

/** Serves a hub and model servers for all tests in a browser, and lays the opened package of web-llm where they can import it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  writeOpenLibrary();
  const hub = await serveHub({
    'plumbline/Specimen-Instruct-ONNX': specimenRepository('specimen-instruct'),
    ...standInPair(),
    // Under the name of a real one of the catalogue; its compiled library is beside it, as a test's catalogue says.
    'mlc-ai/Qwen3-0.6B-q4f32_1-MLC': webllmRepository(),
    libs: { commit: 'b'.repeat(40), files: new Map([['micro-webgpu.wasm', emptyLibrary]]) },
  });
  const servers = await startModelServers();
  project.provide('hub', hub.url);
  project.provide('modelServers', servers.addresses);
  return async () => {
    await Promise.all([hub.close(), servers.close()]);
  };
}
