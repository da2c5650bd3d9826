/**
 * A turn of the event loop without the 4 ms that timers are clamped to. Needed because the runtime's promises resolve as microtasks
 * on WebAssembly, so no message would arrive during a whole batch.
 */
export function createBreath(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let wake: () => void = () => undefined;
  port1.onmessage = () => {
    wake();
  };
  return () =>
    new Promise((resolve) => {
      wake = resolve;
      port2.postMessage(null);
    });
}
