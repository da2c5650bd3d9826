import type { TestProject } from 'vitest/node';
import { writeOpenLibrary } from '../engines/webllm/open-library.ts';
import { serveHub } from './hub.ts';
import { specimenRepository, standInPair } from './specimen-repository.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a hub on this machine, which is another origin than the tests' page. */
    hub: string;
  }
}

/** Serves a hub for all tests in a browser, and lays the opened package of web-llm where they can import it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  writeOpenLibrary();
  const hub = await serveHub({
    'plumbline/Specimen-Instruct-ONNX': specimenRepository('specimen-instruct'),
    ...standInPair(),
  });
  project.provide('hub', hub.url);
  return hub.close;
}
