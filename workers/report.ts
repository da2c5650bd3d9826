import { createHandlers } from '../src/audit/serve-report.ts';
import { serve } from '../src/engines/server.ts';

serve(createHandlers(), self);
