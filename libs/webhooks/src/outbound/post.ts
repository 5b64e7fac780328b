import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type Target } from './target.js';

/** What came of a request: an answer, or where it went wrong. */
export type Posted =
  | { readonly outcome: 'answered'; readonly status: number; readonly retryAfter?: string }
  | { readonly outcome: 'timeout' | 'tls' | 'connection' | 'protocol' };

export interface PostTerms {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the first packet to the last header of the answer. */
  readonly deadlineMs: number;
  /** Ends it early; the promise then rejects. */
  readonly signal: AbortSignal;
}

const HEADER_BYTES_MAX = 16_384;

/**
 * One POST on a connection of its own to an address that was checked; no redirect is followed, no proxy is asked. Nobody reads
 * the body of the answer: the status says it all, and the connection is closed behind the headers.
 */
export async function post({ url, lookup }: Target, { headers, body, deadlineMs, signal }: PostTerms): Promise<Posted> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const { request: begin, Agent } = url.protocol === 'https:' ? https : http;
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = begin(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: new Agent({ keepAlive: false }),
    lookup,
    maxHeaderSize: HEADER_BYTES_MAX,
    signal: AbortSignal.any([deadline, signal]),
  });
  request.on('response', answered.resolve).on('error', answered.reject);
  // A switch of protocols that nobody asked for; the socket is then no longer the request's.
  request.on('upgrade', (response, socket) => {
    socket.destroy();
    answered.resolve(response);
  });
  request.end(body);
  try {
    const { statusCode = 0, headers: given } = await answered.promise;
    const retryAfter = given['retry-after'];
    return { outcome: 'answered', status: statusCode, ...(retryAfter !== undefined && { retryAfter }) };
  } catch (error) {
    signal.throwIfAborted();
    return { outcome: deadline.aborted ? 'timeout' : whereItFailed(error) };
  } finally {
    request.destroy();
  }
}

function whereItFailed(error: unknown): 'tls' | 'connection' | 'protocol' {
  const code = String((error as NodeJS.ErrnoException).code);
  if (code.startsWith('HPE_')) return 'protocol';
  return /TLS|SSL|CERT|UNABLE_TO|SELF_SIGNED/.test(code) ? 'tls' : 'connection';
}
