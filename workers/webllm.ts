import { serve } from '../src/engines/server.ts';
import { createHandlers } from '../src/engines/webllm/serve.ts';
import { workerTools } from '../src/engines/webllm/worker-tools.ts';

serve(createHandlers(workerTools()), self);
