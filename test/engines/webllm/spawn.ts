import { MessageChannel } from 'node:worker_threads';
import type { Answer, Request } from '../../../src/engines/calls.ts';
import type { ClientPort } from '../../../src/engines/client.ts';
import { serve } from '../../../src/engines/server.ts';
import type { WebllmCalls } from '../../../src/engines/webllm/calls.ts';
import { createHandlers } from '../../../src/engines/webllm/serve.ts';
import type { StandIn } from './stand-in.ts';

/** The worker's end over a real channel, which copies messages as a worker does. */
export function spawnStandIn({ tools }: StandIn): {
  port: ClientPort<WebllmCalls>;
  ended: () => boolean;
} {
  const { port1, port2 } = new MessageChannel();
  let ended = false;
  serve<WebllmCalls>(createHandlers(tools), {
    postMessage: (message) => {
      port2.postMessage(message);
    },
    addEventListener: (_type, listener) => {
      port2.on('message', (data: Request<WebllmCalls>) => {
        listener(new MessageEvent('message', { data }));
      });
    },
  });
  const port: ClientPort<WebllmCalls> = {
    postMessage: (message) => {
      port1.postMessage(message);
    },
    terminate: () => {
      ended = true;
      port1.close();
    },
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  port1.on('message', (data: Answer<WebllmCalls>) => {
    port.onmessage?.(new MessageEvent('message', { data }));
  });
  return { port, ended: () => ended };
}
