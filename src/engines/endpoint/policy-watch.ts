/** The part of a worker's global scope that is used. */
export interface Watched {
  addEventListener(
    type: 'securitypolicyviolation',
    listener: (event: { readonly blockedURI: string }) => void,
  ): void;
}

/** Milliseconds after a failed request in which a browser tells why; where it is later, the next try knows. */
const grace = 50;

/** Hears which servers the policy of the worker's script stops requests to: to a script that asks, they only look down. */
export function watchPolicy(scope: Watched): (address: string) => Promise<boolean> {
  const stopped = new Set<string>();
  scope.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (URL.canParse(blockedURI)) stopped.add(new URL(blockedURI).origin);
  });
  return async (address) => {
    const { origin } = new URL(address);
    if (!stopped.has(origin)) await new Promise((resolve) => setTimeout(resolve, grace));
    return stopped.has(origin);
  };
}
