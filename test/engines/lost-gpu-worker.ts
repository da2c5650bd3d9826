// First, so that every device is known here, too.
import { devices } from './known-devices.ts';
import '../../workers/onnx.ts';

/** The product's worker, which also loses its GPU when it is told to on a channel of the test. */
const channel = new BroadcastChannel('lose the GPU');
channel.onmessage = () => {
  for (const device of devices) device.destroy();
  channel.postMessage(devices.length);
};
