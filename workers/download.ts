import { createHandlers } from '../src/engines/hub/serve.ts';
import { serve } from '../src/engines/server.ts';

serve(createHandlers(), self);
