import type { Plugin } from 'vite';

/** Everything comes from this origin and nothing else is reached. */
export const contentSecurityPolicy = policy(["'self'"]);

/**
 * Where models come from: the hub, the servers that it sends large files from, and web-llm's compiled libraries. Only the worker that
 * downloads may reach them, and it is started only when the user starts a download.
 */
const hubHosts = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/** The script of the worker that downloads, as the build names it. */
const downloadWorker = /^\/(?:.*\/)?assets\/worker-download-[\w-]+\.js(?:\?|$)/;

/**
 * This machine itself, where a model server may listen. Of 127.0.0.0/8 a policy can name this address alone; Chromium takes no address of
 * IPv6 either, and reaches `[::1]` as `localhost`.
 */
const loopback = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'];

/** The script of the worker that asks model servers, as the build names it. */
const endpointWorker = /^\/(?:.*\/)?assets\/worker-endpoint-[\w-]+\.js(?:\?|$)/;

/**
 * The policy of an answer. A page's policy binds the page; a worker that comes by its own address obeys its own answer's and no other.
 * @param path the path that was asked for
 * @param mirrors addresses of mirrors that the user allowed besides the hub
 * @param servers addresses of model servers on other machines that the user allowed
 */
export function policyOf(
  path: string,
  mirrors: readonly string[],
  servers: readonly string[] = [],
): string {
  const origins = (addresses: readonly string[]) => addresses.map((one) => new URL(one).origin);
  if (endpointWorker.test(path)) return policy(["'self'", ...loopback, ...origins(servers)]);
  if (!downloadWorker.test(path)) return contentSecurityPolicy;
  return policy(["'self'", ...hubHosts, ...origins(mirrors)]);
}

function policy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect.join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Puts the policy into the built page, so that it holds on a static host that sends no headers. */
export const policyInPage: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

/** Sends every answer of `vite preview` with its policy. Where it is there twice, the later one counts. */
export function policyInHeaders(
  mirrors: readonly string[],
  servers: readonly string[] = [],
): Plugin {
  return {
    name: 'policy-in-headers',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        response.setHeader(
          'Content-Security-Policy',
          policyOf(request.url ?? '', mirrors, servers),
        );
        next();
      });
    },
  };
}
