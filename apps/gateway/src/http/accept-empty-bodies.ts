import { type FastifyInstance } from 'fastify';

/**
 * A request without a body may still say `content-type: application/json`; many clients always do. There is nothing of
 * that type then (RFC 9110, section 8.3), and the parser must not look for JSON in it.
 */
export function acceptEmptyBodies(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (encoding === undefined && (length === undefined || length === '0')) delete request.headers['content-type'];
    done();
  });
}
