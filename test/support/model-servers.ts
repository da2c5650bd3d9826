import { startModelServer, type ModelServer, type Trouble } from './model-server.ts';

/** Ways in which a server can fail. */
export const troubles = [
  ...(['down', 'slow', 'html', '401', '404', '429', 'schema'] as const),
  ...(['dropped', 'no model', 'refused'] as const),
] as const;
export type TroubleName = (typeof troubles)[number];

/** Servers on this machine: one that is well, and one for each way to fail. */
export interface ModelServers {
  readonly addresses: Readonly<Record<TroubleName | 'well', string>>;
  close(): Promise<void>;
}

const chatPath = '/v1/chat/completions';
const json = { 'content-type': 'application/json' };

function answer(status: number, body: string, headers: Record<string, string> = json): Trouble {
  return (_seen, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

/** Only where a reply is asked for; a server that looks well until then. */
function inChat(trouble: Trouble): Trouble {
  return (seen, response, count) =>
    seen.path === chatPath ? trouble(seen, response, count) : false;
}

const ways: Readonly<Record<Exclude<TroubleName, 'down'>, Trouble>> = {
  slow: () => true,
  html: answer(200, '<!doctype html><h1>Sign in</h1>', { 'content-type': 'text/html' }),
  '401': answer(401, '{"error":{"message":"Invalid API key"}}'),
  '404': answer(404, '{"detail":"Not Found"}'),
  '429': answer(429, '{"error":"Too many requests"}', { ...json, 'retry-after': '60' }),
  schema: answer(200, '{"models":["tiny"]}'),
  dropped: inChat((_seen, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const choices = [{ index: 0, delta: { content: 'I am' }, finish_reason: null }];
    response.write(`data: ${JSON.stringify({ choices })}\n\n`, () => response.destroy());
    return true;
  }),
  'no model': inChat(
    answer(404, '{"error":{"message":"The model `base` does not exist.","code":404}}'),
  ),
  refused: inChat(answer(400, '{"error":{"message":"This model has no chat template."}}')),
};

/** What the two models of these servers say; the second one thinks. */
function say(prompt: string, { model }: Readonly<Record<string, unknown>>) {
  return model === 'thinker'
    ? { chain: `Let me see: ${prompt}`, text: 'It is 42.' }
    : { text: 'It is 42.' };
}

export async function startModelServers(): Promise<ModelServers> {
  const start = (trouble?: Trouble) =>
    startModelServer({
      kind: 'vllm',
      models: ['base', 'thinker'],
      say,
      ...(trouble === undefined ? {} : { trouble }),
    });
  const [down, well] = await Promise.all([start(), start()]);
  await down.close();
  const open: ModelServer[] = [well];
  const addresses: Record<string, string> = { well: well.address, down: down.address };
  for (const [name, trouble] of Object.entries(ways)) {
    const server = await start(trouble);
    open.push(server);
    addresses[name] = server.address;
  }
  return {
    addresses: addresses as ModelServers['addresses'],
    close: async () => {
      await Promise.all(open.map((server) => server.close()));
    },
  };
}
