import { expect, it } from 'vitest';
import { watchPolicy, type Watched } from '../../../src/engines/endpoint/policy-watch.ts';
import { loadFrom, accessTo, endpointTools, engineWith, entryOf } from '../../support/endpoint.ts';
import { startModelServer } from '../../support/model-server.ts';

it('knows the servers that a policy stopped requests to, and no others', async () => {
  let tell: Parameters<Watched['addEventListener']>[1] = () => undefined;
  const forbids = watchPolicy({ addEventListener: (_type, listener) => (tell = listener) });
  tell({ blockedURI: 'https://models.example/v1/models' });
  tell({ blockedURI: 'inline' });
  expect(await forbids('https://models.example/v1')).toBe(true);
  expect(await forbids('https://models.example:8443')).toBe(false);
});

it('is told for what it is, and not as a server that is down', async () => {
  const server = await startModelServer({ kind: 'other' });
  const entry = await entryOf(server.address);
  await server.close();
  const tools = { ...endpointTools(), forbids: () => Promise.resolve(true) };
  const loading = loadFrom(engineWith(accessTo(), tools), entry);
  await expect(loading).rejects.toMatchObject({
    kind: 'bad-request',
    message: expect.stringContaining('policy that this page was served with') as string,
  });
});
