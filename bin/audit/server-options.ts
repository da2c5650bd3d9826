import type { ServerRequest } from '../../src/app/headless-server.ts';
import { checkAddress } from '../../src/engines/endpoint/address.ts';
import { defaultAccess } from '../../src/engines/endpoint/tools.ts';
import { parseCount, UsageError } from '../command.ts';

export const serverHelp = `Models on an OpenAI-compatible server (vLLM, llama.cpp, Ollama) instead of --pair; docs/endpoint.md tells more:

  --server URL    where they answer, as in http://localhost:8000
  --baseline MODEL, --reasoning MODEL
                  their names there; the same name twice asks one model with its thinking off and on
  --reasoning-server URL
                  where the reasoning model answers, if that is another server
  --api-key-env NAME
                  the environment variable that holds the key: a key on the command line could be read by others
  --allow-remote  lets prompts and replies leave this machine for that server. Without it only this machine is asked
  --allow-plain   lets them go there without encryption (http)
  --concurrency N rows that are asked at once (8)
  --max-tokens N  tokens that a reply may have, chain included (4096, or half of the context)`;

/** As node's `parseArgs` takes them. */
export const serverOptions = {
  server: { type: 'string' },
  baseline: { type: 'string' },
  reasoning: { type: 'string' },
  'reasoning-server': { type: 'string' },
  'api-key-env': { type: 'string' },
  'allow-remote': { type: 'boolean' },
  'allow-plain': { type: 'boolean' },
  concurrency: { type: 'string' },
  'max-tokens': { type: 'string' },
} as const;

type Values = Partial<
  Record<
    | 'server'
    | 'baseline'
    | 'reasoning'
    | 'reasoning-server'
    | 'api-key-env'
    | 'concurrency'
    | 'max-tokens',
    string
  > &
    Record<'allow-remote' | 'allow-plain', boolean>
>;

/**
 * The server that the arguments name; null where they name none.
 * @throws UsageError, or PlumblineError `bad-request` for an address that is none, or that was not allowed
 */
export function parseServer(
  values: Values,
  environment: Readonly<Record<string, string | undefined>>,
): ServerRequest | null {
  const { server, baseline, reasoning } = values;
  if (server === undefined) {
    const stray = Object.keys(serverOptions).find((name) => name in values && name !== 'server');
    if (stray !== undefined) throw new UsageError(`--${stray} needs --server.`);
    return null;
  }
  if (baseline === undefined || reasoning === undefined) {
    throw new UsageError('--server needs --baseline and --reasoning.');
  }
  const rules = {
    allowRemote: values['allow-remote'] ?? false,
    allowPlain: values['allow-plain'] ?? false,
  };
  const other = values['reasoning-server'];
  const longest = values['max-tokens'];
  return {
    address: checkAddress(server, rules),
    ...(other === undefined ? {} : { reasoningAddress: checkAddress(other, rules) }),
    baseline,
    reasoning,
    key: keyIn(values['api-key-env'], environment),
    ...rules,
    concurrency: parseCount(
      '--concurrency',
      values.concurrency ?? String(defaultAccess.concurrency),
      1,
    ),
    maxTokens: longest === undefined ? null : parseCount('--max-tokens', longest, 1),
  };
}

function keyIn(
  name: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  if (name === undefined) return null;
  const key = environment[name];
  if (key === undefined || key === '') {
    throw new UsageError(`--api-key-env names ${name}, and there is no such variable.`);
  }
  return key;
}
