import { checkAddress } from '../engines/endpoint/address.ts';
import { defaultAccess, type Access } from '../engines/endpoint/tools.ts';

/** How servers may be asked, keys included: in memory only, so that closing the page forgets it. */
export class ServerAccess {
  readonly #known = new Map<string, Access>();

  /** Remembers what the user allowed for an address. @throws PlumblineError as `checkAddress` */
  allow(address: string, access: Access): void {
    this.#known.set(checkAddress(address, access), access);
  }

  /** What holds for the address of a model's entry; nothing but this machine where the user said nothing. */
  of(address: string): Access {
    return this.#known.get(address) ?? defaultAccess;
  }
}
