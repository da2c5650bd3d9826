import { createHandlers } from '../src/engines/classifier/serve.ts';
import { serve } from '../src/engines/server.ts';

serve(createHandlers(), self);
