/** Every device that is made from the import of this module on. */
export const devices: GPUDevice[] = [];

const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...asked) {
  const device = await requestDevice.apply(this, asked);
  devices.push(device);
  return device;
};
