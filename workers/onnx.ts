import { heedLoss } from '../src/engines/heed-loss.ts';
import { createHandlers } from '../src/engines/onnx/serve.ts';
import { serve } from '../src/engines/server.ts';

const maker = 'GPUAdapter' in globalThis ? GPUAdapter.prototype : null;
serve(createHandlers(), heedLoss(self, maker));
