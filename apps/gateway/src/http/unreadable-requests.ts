import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { fault } from '@strongroom/contracts';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { problemOf } from './problem.js';
import { traceOf } from './trace.js';

/**
 * What a part of a path may have, percent-encoded: as much as its schema takes, so that the schema says what is wrong with
 * it. Fastify's own limit of 100 would keep ids out that were issued. Node bounds the whole at 16 KiB.
 */
const PATH_PART_CHARS_MAX = 4_096;

/** Options of the HTTP server by which a request that never gets to a route is answered with a problem document too. */
export const unreadableRequests = {
  routerOptions: { maxParamLength: PATH_PART_CHARS_MAX },

  frameworkErrors: (error: { readonly code: string }, request: FastifyRequest, reply: FastifyReply): void => {
    const rule =
      error.code === 'FST_ERR_MAX_PARAM_LENGTH'
        ? `no part of it may be longer than ${PATH_PART_CHARS_MAX} characters`
        : 'a % stands before two hexadecimal digits, and all of it is UTF-8';
    const { status, headers, body } = problemOf(unreadable(`the path: ${rule}`), traceOf(request).traceId);
    void reply.status(status).headers(headers).send(body);
  },

  clientErrorHandler: (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (error.code !== 'ECONNRESET' && socket.writable) socket.write(rawAnswer(ruleOf(error.code)));
    socket.destroy(error);
  },
};

function ruleOf(code: string | undefined): string {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'the request line and the headers are longer than 16 KiB';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'the request took too long to arrive';
    case undefined:
    default:
      return 'the request is not HTTP/1.1 as RFC 9112 has it';
  }
}

/** There is no request to reply to, only a connection. */
function rawAnswer(message: string): string {
  const { status, headers, body } = problemOf(unreadable(message), randomBytes(16).toString('hex'));
  const text = JSON.stringify(body);
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(text)), connection: 'close' });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    text,
  ].join('\r\n');
}

function unreadable(message: string): Error {
  return fault('err:request:invalid:http', { message });
}
