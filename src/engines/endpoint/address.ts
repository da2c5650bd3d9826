import { PlumblineError } from '../../domain/fault.ts';

/** What the user allowed of an address. Nothing is allowed by default. */
export interface AddressRules {
  /** Whether it may be on another machine: only after the user has read `remoteWarning`. */
  readonly allowRemote: boolean;
  /** Whether that machine may be asked without encryption. */
  readonly allowPlain: boolean;
}

/**
 * Checks an address as a user types it. This machine itself may be asked freely: `localhost`, 127.0.0.0/8 and `[::1]`.
 * @returns the address that paths are appended to: no slash at its end, and no `/v1`, which is part of the paths
 * @throws PlumblineError `bad-request`: no address of a server, a password in it, or one that the user has not allowed
 */
export function checkAddress(text: string, { allowRemote, allowPlain }: AddressRules): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw refused(
      'This is not the address of a server.',
      'Write it in full, as in http://localhost:8000.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(
      'There is a name or a password in the address. Addresses are stored and shown.',
      'Leave it out of the address, and give a key in the field for it: a key is kept in memory only, unless you say otherwise.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw refused(
      'The address has a part after “?” or “#”.',
      'Leave it out: only host, port and folder are used.',
    );
  }
  if (!isLoopback(url.hostname)) {
    if (!allowRemote) {
      throw refused(
        `${url.host} is not this machine. ${remoteWarning(url.host)}`,
        'Allow this server if that is what you want (--allow-remote), or reach it by a tunnel that ends on localhost.',
      );
    }
    if (url.protocol === 'http:' && !allowPlain) {
      throw refused(
        `The connection to ${url.host} is not encrypted: whoever runs the network in between can read and change all of it.`,
        'Use https, or a tunnel that ends on localhost, or allow it for a network that you trust (--allow-plain).',
      );
    }
  }
  return `${url.origin}${url.pathname.replace(/\/$/, '').replace(/\/v1$/, '')}`;
}

/** What a user must read before a server that is not this machine may be asked. */
export function remoteWarning(host: string): string {
  return (
    `Every prompt of an audit, and with it whatever your own packs hold, would leave this machine and go to ${host}; ` +
    'the replies would be written there. Whoever runs that server can read and keep both, and Plumbline can neither see nor undo it.'
  );
}

/** Whether a host name, as `URL` writes it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    // `URL` has brought every other way of writing an IPv4 address to this one.
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

function refused(message: string, remedy: string): PlumblineError {
  return new PlumblineError({ kind: 'bad-request', message, kept: 'Nothing was sent.', remedy });
}
