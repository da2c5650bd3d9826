import { toFault } from '../domain/fault.ts';
import type { Answer, CallMap } from './calls.ts';
import { watchDevices, type DeviceMaker } from './device-watch.ts';
import { lostDevice } from './lost-device.ts';
import type { ServerPort } from './server.ts';

/** Milliseconds in which a loss is told of after something failed by it. */
const patience = 500;

/**
 * Lets a failure that came of a lost GPU be told as that: a runtime tells only of what it was doing then, in words of its own.
 * @param maker makes the devices of this worker, `GPUAdapter.prototype`; null where there is no WebGPU
 */
export function heedLoss<Calls extends CallMap<Calls>>(
  port: ServerPort<Calls>,
  maker: DeviceMaker | null,
): ServerPort<Calls> {
  if (maker === null) return port;
  const loss = new Promise<string>((resolve) => {
    watchDevices(maker, resolve);
  });
  return {
    addEventListener: (type, listener) => {
      port.addEventListener(type, listener);
    },
    postMessage: (message) => {
      if (isFailure(message)) {
        void orNull(loss).then((why) => {
          const fault = why === null ? message.fault : toFault(lostDevice(why));
          port.postMessage({ ...message, fault });
        });
      } else port.postMessage(message);
    },
  };
}

type Failure<Calls extends CallMap<Calls>> = Extract<Answer<Calls>, { type: 'fault' }>;

function isFailure<Calls extends CallMap<Calls>>(
  message: Answer<Calls>,
): message is Failure<Calls> {
  return message.type === 'fault' && message.fault.kind === 'engine-failed';
}

/** The reason of a loss that is heard in time. */
async function orNull(loss: Promise<string>): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patience, null);
  });
  const why = await Promise.race([loss, late]);
  clearTimeout(timer);
  return why;
}
