import { expect, it } from 'vitest';
import { ServerAccess } from '../../src/app/server-access.ts';
import { defaultAccess } from '../../src/engines/endpoint/tools.ts';

it('knows what was allowed for an address, however it was typed, and for no other', () => {
  const servers = new ServerAccess();
  const allowed = { ...defaultAccess, allowRemote: true, key: 'sk-1' };
  servers.allow('https://Models.example/v1/', allowed);
  expect(servers.of('https://models.example')).toBe(allowed);
  expect(servers.of('https://models.example:8443')).toBe(defaultAccess);
  expect(servers.of('http://localhost:8000')).toMatchObject({ allowRemote: false, key: null });
  expect(() => {
    servers.allow('http://models.example', allowed);
  }).toThrow(/not encrypted/);
  expect(servers.of('http://models.example')).toBe(defaultAccess);
});

it('is in no text that is made of it', () => {
  const servers = new ServerAccess();
  servers.allow('http://localhost', { ...defaultAccess, key: 'sk-1' });
  expect(JSON.stringify(servers)).not.toContain('sk-1');
});
