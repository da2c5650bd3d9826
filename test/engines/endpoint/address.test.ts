import { describe, expect, it } from 'vitest';
import { checkAddress, remoteWarning } from '../../../src/engines/endpoint/address.ts';

const none = { allowRemote: false, allowPlain: false };

describe('checkAddress', () => {
  it.each([
    ['http://localhost:8000', 'http://localhost:8000'],
    [' http://LOCALHOST:8000/v1/ ', 'http://localhost:8000'],
    ['http://127.0.0.1/models/v1', 'http://127.0.0.1/models'],
    ['http://127.1:11434/', 'http://127.0.0.1:11434'],
    ['http://2130706433/', 'http://127.0.0.1'],
    ['http://127.255.0.9', 'http://127.255.0.9'],
    ['https://[::1]:8443/v1', 'https://[::1]:8443'],
  ])('takes %s, which is this machine, as %s', (text, address) => {
    expect(checkAddress(text, none)).toBe(address);
  });

  it.each([
    'http://192.168.0.7:8000',
    'https://models.example/v1',
    'http://0.0.0.0:8000',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://127-0-0-1.example',
    'http://[::ffff:127.0.0.1]',
    'http://localhost.:8000',
    'http://[::]:8000',
    'http://10.127.0.0.1.nip.io',
  ])('does not take %s, which is not, and warns', (text) => {
    expect(() => checkAddress(text, none)).toThrow(
      /is not this machine\. Every prompt of an audit/,
    );
  });

  it('asks for encryption on another machine, and takes less only where that is allowed too', () => {
    const remote = { allowRemote: true, allowPlain: false };
    expect(checkAddress('https://models.example/v1', remote)).toBe('https://models.example');
    expect(() => checkAddress('http://models.example', remote)).toThrow(/is not encrypted/);
    const plain = { allowRemote: true, allowPlain: true };
    expect(checkAddress('http://models.example', plain)).toBe('http://models.example');
    expect(() => checkAddress('http://models.example', { ...plain, allowRemote: false })).toThrow();
  });

  it.each([
    ['', /not the address of a server/],
    ['localhost:8000', /not the address of a server/],
    ['ftp://localhost', /not the address of a server/],
    ['javascript:alert(1)', /not the address of a server/],
    ['http://me@localhost', /a name or a password/],
    ['http://me:secret@localhost', /a name or a password/],
    ['http://localhost?key=1', /after “\?” or “#”/],
    ['http://localhost#x', /after “\?” or “#”/],
  ])('refuses %j', (text, why) => {
    expect(() => checkAddress(text, none)).toThrow(why);
    expect(() => checkAddress(text, { allowRemote: true, allowPlain: true })).toThrow(why);
  });

  it('names the host in the warning, and not what would be secret', () => {
    expect(remoteWarning('models.example')).toContain('go to models.example;');
    expect(() => checkAddress('http://me:secret@models.example', none)).toThrow(/^(?!.*secret)/);
  });
});
