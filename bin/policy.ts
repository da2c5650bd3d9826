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
 * The policy of an answer. A page's policy binds the page; a worker that comes by its own address obeys its own answer's and no other.
 * @param path the path that was asked for
 * @param mirrors addresses of mirrors that the user allowed besides the hub
 */
export function policyOf(path: string, mirrors: readonly string[]): string {
  if (!downloadWorker.test(path)) return contentSecurityPolicy;
  return policy(["'self'", ...hubHosts, ...mirrors.map((address) => new URL(address).origin)]);
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
export function policyInHeaders(mirrors: readonly string[]): Plugin {
  return {
    name: 'policy-in-headers',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', policyOf(request.url ?? '', mirrors));
        next();
      });
    },
  };
}
