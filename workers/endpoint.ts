import { watchPolicy } from '../src/engines/endpoint/policy-watch.ts';
import { createHandlers } from '../src/engines/endpoint/serve.ts';
import { serve } from '../src/engines/server.ts';
import { splitReply } from '../src/formats/chain.ts';

serve(createHandlers({ split: splitReply, forbids: watchPolicy(self) }), self);
