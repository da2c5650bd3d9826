import { PlumblineError, type FaultKind } from '../../domain/fault.ts';
import { isLoopback } from './address.ts';

/** Characters of a server's own words that a message quotes. */
const quoted = 200;

/** The faults of one server, told by its address and never with its key. */
export class Faults {
  readonly #address: string;
  readonly #secrets: readonly string[];

  constructor(address: string, key: string | null) {
    this.#address = address;
    this.#secrets = key === null || key === '' ? [] : [key, encodeURIComponent(key)];
  }

  unreachable(): PlumblineError {
    return this.#fault(
      'engine-lost',
      `The server at ${this.#address} cannot be reached.`,
      'See that it runs, that this is its port, and that it allows requests from this page (CORS); then go on.',
    );
  }

  /** The page's own policy stopped the request: the server never heard of it. */
  forbidden(): PlumblineError {
    const { hostname, origin, host } = new URL(this.#address);
    return this.#fault(
      'bad-request',
      `The policy that this page was served with does not let requests go to ${host}.`,
      isLoopback(hostname)
        ? `Write localhost in the place of ${hostname}: a policy cannot name this address.`
        : `Start Plumbline anew by: npm start -- --allow-server ${origin}`,
    );
  }

  slow(milliseconds: number, begun: boolean): PlumblineError {
    const seconds = Math.round(milliseconds / 100) / 10;
    return this.#fault(
      'engine-lost',
      begun
        ? `The server at ${this.#address} fell silent in the middle of an answer: nothing came for ${seconds} s.`
        : `The server at ${this.#address} did not begin to answer within ${seconds} s.`,
      'Ask fewer rows at once, or give the server more time; then go on.',
    );
  }

  dropped(): PlumblineError {
    return this.#fault(
      'engine-lost',
      `The server at ${this.#address} broke an answer off in the middle, each time that it was asked.`,
      'See what its log says, or ask fewer rows at once; then go on.',
    );
  }

  refused(status: number, words: string): PlumblineError {
    return this.#fault(
      'bad-request',
      `The server at ${this.#address} does not let this request in (${status})${this.#quote(words)}`,
      'Give the key that it asks for, or another one: on the Models page under “Servers”, or by --api-key-env.',
    );
  }

  noInterface(): PlumblineError {
    return this.#fault(
      'bad-request',
      `There is no OpenAI-compatible server at ${this.#address}: it has no ${this.#address}/v1/models.`,
      'Give the part of the address that comes before /v1.',
    );
  }

  /** @param known the models that it has, or its own words on the matter */
  unknownModel(model: string, known: readonly string[] | string): PlumblineError {
    const names =
      typeof known === 'string'
        ? `It says${this.#quote(known)}`
        : known.length === 0
          ? 'It names no model.'
          : `It has: ${known.slice(0, 20).join(', ')}.`;
    return this.#fault(
      'model-missing',
      `The server at ${this.#address} has no model named “${model}”. ${names}`,
      'Load that model on the server, or choose one that it has.',
    );
  }

  busy(status: number, words: string, wait: number | null): PlumblineError {
    const asked = wait === null ? '' : ` It asks to wait for ${Math.ceil(wait / 1000)} s.`;
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} has too much to do (${status})${this.#quote(words)}${asked}`,
      'Wait, or ask fewer rows at once; then go on.',
    );
  }

  broken(status: number, words: string): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} failed (${status})${this.#quote(words)}`,
      'See what its log says; then go on.',
    );
  }

  /** Of one request and not of the server: another prompt may well be taken. */
  rejected(status: number, words: string): PlumblineError {
    return this.#fault(
      'row-refused',
      `The server at ${this.#address} does not take this request (${status})${this.#quote(words)}`,
      'See that the model has a chat template, that the context holds prompt and reply, and that vLLM allows as many log-probabilities (--max-logprobs).',
    );
  }

  elsewhere(): PlumblineError {
    return this.#fault(
      'bad-request',
      `The server at ${this.#address} sends requests on to another address, which was not followed.`,
      'If you trust it, enter that address itself.',
    );
  }

  page(): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} answered with a web page and not with data.`,
      'See that the address is that of the model server, and not of a site or a sign-in page before it.',
    );
  }

  unreadable(what: string, words: string): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} answered ${what}${this.#quote(words)}`,
      'See that it is an OpenAI-compatible server of a current version.',
    );
  }

  reported(words: string): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} gave an answer up${this.#quote(words)}`,
      'See what its log says; then go on.',
    );
  }

  unfinished(reason: string): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} ended a reply for a reason that is none of the model's (“${reason}”).`,
      'Turn off filters and tools on the server: a reply must be the model’s own.',
    );
  }

  changed(was: string, is: string): PlumblineError {
    return this.#fault(
      'model-damaged',
      `The server at ${this.#address} is not as it was when this model was added: it was ${was}, and is ${is}.`,
      'Add the model again, as it is now: replies of two servers are not one model’s.',
    );
  }

  unforced(): PlumblineError {
    return this.#fault(
      'engine-failed',
      `The server at ${this.#address} read other tokens than it was given.`,
      'Drift cannot be measured with this server; all else can.',
    );
  }

  /** For what comes up as it is: nothing that leaves the engine may hold the key. */
  hidden(text: string): string {
    return this.#secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  }

  #quote(words: string): string {
    // Hidden before it is cut: half of a key is a part of it still.
    const known = this.hidden(words).slice(0, 20 * quoted);
    const line = known.replace(/[\p{C}\s]+/gu, ' ').trim();
    if (line === '') return '.';
    const shown = line.length > quoted ? `${line.slice(0, quoted)}…` : line;
    return /[.!?…]$/.test(shown) ? `: “${shown}”` : `: “${shown}”.`;
  }

  #fault(kind: FaultKind, message: string, remedy: string): PlumblineError {
    return new PlumblineError({
      kind,
      message: this.hidden(message),
      kept: 'Every stored reply is kept.',
      remedy,
    });
  }
}

export function stopped(): PlumblineError {
  return new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
}
