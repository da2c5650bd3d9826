import type { TestProject } from 'vitest/node';
import { serveHub } from './hub.ts';
import { startModelServers, type ModelServers } from './model-servers.ts';
import { specimenRepository, standInPair } from './specimen-repository.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a hub on this machine, which is another origin than the tests' page. */
    hub: string;
    /** Addresses of model servers on this machine, by what is wrong with them. */
    modelServers: ModelServers['addresses'];
  }
}

/** Serves a hub and model servers for all tests in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const hub = await serveHub({
    'plumbline/Specimen-Instruct-ONNX': specimenRepository('specimen-instruct'),
    ...standInPair(),
  });
  const servers = await startModelServers();
  project.provide('hub', hub.url);
  project.provide('modelServers', servers.addresses);
  return async () => {
    await Promise.all([hub.close(), servers.close()]);
  };
}
