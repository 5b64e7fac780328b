import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { Calls, issueToken, type InputToSend } from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { contextOf } from '../access/request-context.js';
import { clientCredentialsOf } from './client-credentials.js';
import { formOf } from './form.js';
import { answerOAuth } from './oauth-answer.js';
import { OAuthRefusal } from './oauth-refusal.js';

/** RFC 6749 asks for form bodies, its own error documents and no caching, so this door is written by hand. */
@Controller('oauth')
export class TokenRoute {
  constructor(@Inject(Calls) private readonly calls: Calls) {}

  @Post('token')
  async issue(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerOAuth(reply, () => {
      const input = inputOf(request);
      return runInContext(contextOf(request), () => this.calls.call(issueToken, input));
    });
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
