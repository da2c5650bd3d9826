import { createHandlers } from '../src/engines/onnx/serve.ts';
import { serve } from '../src/engines/server.ts';

serve(createHandlers(), self);
