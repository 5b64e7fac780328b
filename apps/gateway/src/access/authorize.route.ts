import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { fault } from '@strongroom/contracts';
import { Guard } from '@strongroom/guard';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { bearerTokenOf } from './bearer-token.js';
import { identityHeaders } from './identity-headers.js';
import { requiredScopes } from './required-scopes.js';
import { revocationUnknown } from './revocation-unknown.js';

/**
 * Forward authentication for NGINX `auth_request`, Envoy `ext_authz` and `forward_auth` of Caddy and Traefik: may what the
 * proxy has before it go on? Nothing of the request is believed but its token (docs/guides/forward-auth.md).
 */
@Injectable()
export class AuthorizeRoute implements OnModuleInit {
  constructor(
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** Asked for each request of a proxy, so without Nest's router before it (see IntrospectRoute). */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    // With `?scope=`, which whoever runs the proxy has written there, the token must hold each scope named.
    server.all('/v1/authorize', (request, reply) => this.#answer(request, reply, requiredScopes(request.query)));
    // Envoy appends the path and query of its client to the prefix that it is given: neither asks anything of us.
    server.all('/v1/authorize/*', (request, reply) => this.#answer(request, reply, []));
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, required: readonly string[]): Promise<void> {
    const verdict = await this.guard.verdict(bearerTokenOf(request.raw), { policy: 'strict' });
    if (!verdict.active) {
      if (verdict.unavailable) throw revocationUnknown(verdict.retryAfterMs);
      throw fault('err:access:unauthenticated:token', {
        message: `the access token is refused: ${verdict.reason.code}`,
        detail: verdict.reason.detail,
      });
    }
    const missing = required.filter((scope) => !verdict.claims.scopes.includes(scope));
    if (missing.length > 0) {
      throw fault('err:access:denied:scope', { message: `the access token lacks the scope ${missing.join(' ')}` });
    }
    await reply.status(200).headers(identityHeaders(verdict.claims)).header('cache-control', 'no-store').send();
  }
}
