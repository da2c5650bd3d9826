import { serve } from '../../src/engines/server.ts';
import { createHandlers } from './serve.ts';

serve(createHandlers(), self);
