import { watchPolicy } from '../src/engines/endpoint/policy-watch.ts';
import type { Requested } from '../src/engines/endpoint/requests.ts';
import { createHandlers } from '../src/engines/endpoint/serve.ts';
import { serve } from '../src/engines/server.ts';
import { splitReply } from '../src/formats/chain.ts';

const handlers = createHandlers({
  split: splitReply,
  forbids: watchPolicy(self),
  onRequest: (requested) => {
    self.postMessage({ requested } satisfies Requested);
  },
});
serve(handlers, self);
