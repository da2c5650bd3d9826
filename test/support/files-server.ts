import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves texts and other files by path, for code that fetches; anything else is 404. */
export async function serveTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ base: string; close: () => void }> {
  const server = createServer((request, response) => {
    const text = texts[(request.url ?? '').slice(1)];
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': 'text/plain',
      // A test that computes for long lets a kept connection die, and the next request would meet it.
      connection: 'close',
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
    },
  };
}
