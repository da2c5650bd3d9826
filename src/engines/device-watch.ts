/** The part of a device that is listened to. */
interface DeviceLike {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

/** Something whose devices are asked for by a method: `GPUAdapter.prototype`. */
export interface DeviceMaker {
  requestDevice: (...args: never[]) => Promise<DeviceLike>;
}

/**
 * Hears what becomes of every device that is made from now on, because the library tells of a loss only while it loads. An error that
 * nothing caught counts as a loss: after a failed allocation the GPU goes on and its numbers mean nothing.
 * @param onTrouble called with the reason; also for a device that was destroyed on purpose
 */
export function watchDevices(maker: DeviceMaker, onTrouble: (why: string) => void): void {
  const request = maker.requestDevice;
  maker.requestDevice = async function (this: unknown, ...args: never[]) {
    const device = await request.apply(this, args);
    device.addEventListener('uncapturederror', ({ error }) => {
      onTrouble(error.message);
    });
    void device.lost.then(({ reason, message }) => {
      onTrouble(message === '' ? reason : message);
    });
    return device;
  };
}

/** Lets work fail as soon as the GPU does: what the library waits for then may never come. */
export class DeviceWatch {
  readonly #toError: (why: string) => Error;
  readonly #waiting = new Set<(error: Error) => void>();
  #error: Error | null = null;

  constructor(toError: (why: string) => Error) {
    this.#toError = toError;
  }

  /** Every later race fails, too. Only the first reason is kept. */
  fail(why: string): void {
    if (this.#error !== null) return;
    this.#error = this.#toError(why);
    for (const reject of this.#waiting) reject(this.#error);
    this.#waiting.clear();
  }

  /** Settles as `work` does, or with the loss if that comes first. */
  race<T>(work: Promise<T>): Promise<T> {
    // What comes of it after a loss is nobody's concern any more.
    work.catch(() => undefined);
    if (this.#error !== null) return Promise.reject(this.#error);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      work.then(resolve, reject).finally(() => {
        this.#waiting.delete(reject);
      });
    });
  }
}
