import { parseArgs } from 'node:util';
import type { HeadlessRequest } from '../../src/app/headless.ts';
import { parseCount, UsageError } from '../command.ts';
import { parseServer, serverHelp, serverOptions } from './server-options.ts';

export const help = `npm run -s plumbline -- audit --pair ID --out DIR [OPTION …]
npm run -s plumbline -- audit --server URL --baseline MODEL --reasoning MODEL --out DIR [OPTION …]

Audits a pair of models, its own or a server's, in a headless Chromium, which it finds (or, as root with apt-get, installs).
Writes DIR/report.json, DIR/report.html, which is the report as one page that opens anywhere and checks its own figures,
DIR/replies.jsonl and DIR/bundle.zip, which holds the whole audit and opens on the start page. Replies are written as they
are made: where DIR holds an unfinished audit, the same command goes on with it.

  --pair ID       the pair to audit
  --suite ID      the suite to ask: town, or core, which is meant for real models (town)
  --limit N       at most N items of each pack (all)
  --samples K     replies to each prompt that is to be continued, drawn with chance where K is above 1 (1)
  --seed S        seed of all that is drawn (0)
  --device NAME   auto, webgpu or wasm (auto)
  --engine ID     the engine to run the models on: onnx (onnx)
  --out DIR       the folder to write to

${serverHelp}

Progress and errors go to standard error. Ends with 0 when done, 1 when it failed, 2 for wrong usage, and 130 on
Ctrl-C, which keeps what is there.`;

export interface AuditOptions {
  readonly request: HeadlessRequest;
  readonly out: string;
}

const devices = ['auto', 'webgpu', 'wasm'] as const;

/**
 * Reads the arguments.
 * @param environment where a key is looked up by the name that is given
 * @throws UsageError, PlumblineError `bad-request` for a server that is not allowed, or what node's `parseArgs` throws
 */
export function parseOptions(
  args: string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AuditOptions {
  const { values } = parseArgs({
    args,
    options: {
      pair: { type: 'string' },
      suite: { type: 'string', default: 'town' },
      limit: { type: 'string' },
      samples: { type: 'string', default: '1' },
      seed: { type: 'string', default: '0' },
      device: { type: 'string', default: 'auto' },
      engine: { type: 'string', default: 'onnx' },
      out: { type: 'string' },
      ...serverOptions,
    },
  });
  const { suite, limit, seed, engine, out } = values;
  const server = parseServer(values, environment);
  const pair = server === null ? values.pair : '';
  const samples = parseCount('--samples', values.samples, 1);
  const device = devices.find((one) => one === values.device);
  if (server !== null && values.pair !== undefined) {
    throw new UsageError('--pair and --server do not go together.');
  }
  if (pair === undefined || (pair === '' && server === null)) {
    throw new UsageError('--pair is needed, or --server.');
  }
  if (out === undefined || out === '') throw new UsageError('--out is needed.');
  if (device === undefined) {
    throw new UsageError(`--device takes ${devices.join(', ')}, not “${values.device}”.`);
  }
  if (engine !== 'onnx') throw new UsageError(`--engine takes onnx, not “${engine}”.`);
  const request: HeadlessRequest = {
    pair,
    suite,
    limit: limit === undefined ? null : parseCount('--limit', limit, 1),
    seed: parseCount('--seed', seed, 0),
    // One is what an audit without the number has: it must be the same audit.
    ...(samples > 1 ? { samples } : {}),
    device,
    ...(server === null ? {} : { server }),
  };
  return { request, out };
}
