import { cpus, loadavg, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../../bin/site.ts';

/** What figures depend on. Nothing that names the machine. */
export interface MachineFacts {
  readonly browser: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  readonly memoryGB: number;
  /** Processes that wanted a core over the last minute, before the first row: more than none were others'. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const packages = [
  '@huggingface/transformers',
  'onnxruntime-web',
  'onnxruntime-node',
  '@wllama/wllama',
];

export function machineFacts(browser: string): MachineFacts {
  const versions = packages.map((name) => {
    const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
    return [name, v.parse(v.object({ version: v.string() }), JSON.parse(text)).version] as const;
  });
  return {
    browser,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? NaN).toFixed(1)),
    versions: Object.fromEntries(versions),
  };
}
