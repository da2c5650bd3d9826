import type { TestProject } from 'vitest/node';
import { buildSite, serveSite } from '../../bin/site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built site. */
    site: string;
  }
}

/** Builds and serves the site once for all end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildSite();
  const site = await serveSite();
  project.provide('site', site.url);
  return site.close;
}
