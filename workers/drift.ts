import { createHandlers } from '../src/audit/drift/serve.ts';
import { serve } from '../src/engines/server.ts';

serve(createHandlers(), self);
