/** Every process that can put its name to a message. The first segment of a pattern is the service that carries it out. */
export const serviceNames = [
  'gateway',
  'auth-token',
  'revocation',
  'content-filter',
  'order-processing',
  'cleanup',
  'ops',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The service that carries out `pattern`: `revocation.token.revoke.v1` -> `revocation`. Throws on any other shape. */
export function serviceOf(pattern: string): ServiceName {
  const name = pattern.slice(0, pattern.indexOf('.'));
  const service = serviceNames.find((known) => known === name);
  if (service === undefined) throw new Error(`pattern ${JSON.stringify(pattern)} does not begin with a service's name`);
  return service;
}
