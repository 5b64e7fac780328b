import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { Calls, fault, revokeToken } from '@strongroom/contracts';
import { Guard, type Admission } from '@strongroom/guard';
import { runInContext } from '@strongroom/security-context';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { revocationUnknown } from '../access/revocation-unknown.js';
import { contextOf } from '../access/request-context.js';
import { ClientAuthentications, type AuthenticatedClient } from './client-authentications.js';
import { clientCredentialsOf } from './client-credentials.js';
import { formOf, tokenOf } from './form.js';
import { answerOAuth } from './oauth-answer.js';
import { OAuthRefusal } from './oauth-refusal.js';

const RETRY_AFTER_MS = 1_000;

@Controller('oauth')
export class RevokeRoute {
  constructor(
    @Inject(ClientAuthentications) private readonly clients: ClientAuthentications,
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
    @Inject(Calls) private readonly calls: Calls,
  ) {}

  /** Token revocation (RFC 7009): a client ends a token of its own, and hears so once that has its place in the log. */
  @Post('revoke')
  async revoke(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerOAuth(reply, async () => {
      const form = formOf(request.body);
      const credentials = clientCredentialsOf(request.headers.authorization, form);
      const client = await runInContext(contextOf(request), () => this.clients.authenticate(credentials));
      const admitted = await this.#toEnd(tokenOf(form), client);
      if (admitted !== undefined) await this.#end(admitted, client, request);
    });
  }

  /**
   * Undefined where there is nothing to end: a token that is not good, or not of this tenant, is answered like one that was
   * ended (RFC 7009, section 2.2). One of another client is refused, as section 2.1 asks.
   */
  async #toEnd(token: string, client: AuthenticatedClient): Promise<Admission | undefined> {
    // `open`, because the token is let through to be ended and to nothing else: a log that is stale must not prevent that.
    const verdict = await this.guard.verdict(token, { policy: 'open' });
    if (!verdict.active) {
      if (verdict.unavailable) throw revocationUnknown(verdict.retryAfterMs);
      return undefined;
    }
    const { claims, confirmed } = verdict;
    if (claims.tenant !== client.tenant) return undefined;
    if (claims.client_id === client.client_id) return { claims, confirmed };
    throw new OAuthRefusal('unauthorized_client', 'the token was issued to another client');
  }

  /**
   * The right to end one's own token comes with having it (RFC 7009), so this one call has the scope that it needs. The log
   * keeps that the token was let through unconfirmed, where it was.
   */
  async #end(
    { claims: { jti }, confirmed }: Admission,
    client: AuthenticatedClient,
    request: FastifyRequest,
  ): Promise<void> {
    const actor = { type: 'client', id: client.client_id } as const;
    const context = { ...contextOf(request), tenant: client.tenant, actor, scopes: ['revocation:write'] };
    const metadata = confirmed ? {} : { token: 'unconfirmed' };
    const { status } = await runInContext(context, () =>
      this.calls.call(revokeToken, { jti, reason: 'user_request', metadata }),
    );
    if (status === 'sealed') return;
    // RFC 7009, section 2.2.1: after a 503 the client takes the token to be alive, and asks again.
    throw fault('err:revocation:unavailable:seal', {
      message: 'the revocation is recorded, but does not have its place in the log yet',
      retryAfterMs: RETRY_AFTER_MS,
    });
  }
}
