import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Calls, issueToken, type InputToSend } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { contextOf } from '../access/request-context.js';
import { clientCredentialsOf } from './client-credentials.js';
import { OAuthRefusal, oauthRefusalOf } from './oauth-refusal.js';
import { formOf } from './form.js';

/** RFC 6749 asks for form bodies, its own error documents and no caching, so this door is written by hand. */
@Controller('oauth')
export class TokenRoute {
  constructor(@Inject(Calls) private readonly calls: Calls) {}

  @Post('token')
  @HttpCode(200)
  async issue(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    try {
      const input = inputOf(request);
      await reply.send(await runInContext(contextOf(request), () => this.calls.call(issueToken, input)));
    } catch (error) {
      const refusal = oauthRefusalOf(error);
      if (refusal === undefined) throw error;
      if (refusal.status === 401) void reply.header('www-authenticate', 'Basic realm="strongroom", charset="UTF-8"');
      await reply.status(refusal.status).send({ error: refusal.error, error_description: refusal.message });
    }
  }
}

function inputOf(request: FastifyRequest): InputToSend<typeof issueToken> {
  const form = formOf(request.body);
  const client = clientCredentialsOf(request.headers.authorization, form);
  const { grant_type: grantType, scope, resource } = form;
  if (grantType === undefined) throw new OAuthRefusal('invalid_request', 'grant_type is required');
  if (grantType !== 'client_credentials') {
    throw new OAuthRefusal('unsupported_grant_type', 'the grant_type must be client_credentials');
  }
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...(scope === undefined ? {} : { scope }),
    ...(resource === undefined ? {} : { resource }),
  };
}
