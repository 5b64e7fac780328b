import { type AddressInfo } from 'node:net';
import formBody from '@fastify/formbody';
import fastify from 'fastify';
import { participate } from '../frame/participate.ts';

/** The least that answers the same request with an answer of the same size: parses the form, and knows nothing of tokens. */
participate(async (answer) => {
  const server = fastify();
  await server.register(formBody);
  server.post('/oauth/introspect', (request) => {
    const { token } = request.body as { readonly token?: unknown };
    if (typeof token !== 'string') throw new Error('token is required');
    return answer;
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { url: () => `http://127.0.0.1:${port}/oauth/introspect`, close: () => server.close() };
});
