import { type FastifyReply } from 'fastify';
import { oauthRefusalOf } from './oauth-refusal.js';

/**
 * What every OAuth endpoint has in common: nothing is cached (RFC 6749, section 5.1; RFC 7662, section 2.2), and a refusal
 * is the protocol's own document (RFC 6749, section 5.2). Errors that the protocol has no word for are thrown on.
 */
export async function answerOAuth(reply: FastifyReply, work: () => Promise<unknown>): Promise<void> {
  void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
  try {
    await reply.status(200).send(await work());
  } catch (error) {
    const refusal = oauthRefusalOf(error);
    if (refusal === undefined) throw error;
    if (refusal.status === 401) void reply.header('www-authenticate', 'Basic realm="strongroom", charset="UTF-8"');
    await reply.status(refusal.status).send({ error: refusal.error, error_description: refusal.message });
  }
}
