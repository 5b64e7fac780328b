import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { Guard } from '@strongroom/guard';
import { runInContext } from '@strongroom/security-context';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { contextOf } from '../access/request-context.js';
import { ClientAuthentications } from './client-authentications.js';
import { clientCredentialsOf } from './client-credentials.js';
import { formOf, tokenOf } from './form.js';
import { introspectionOf } from './introspection.js';
import { answerOAuth } from './oauth-answer.js';

@Controller('oauth')
export class IntrospectRoute {
  constructor(
    @Inject(ClientAuthentications) private readonly clients: ClientAuthentications,
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
  ) {}

  /** Token introspection (RFC 7662), answered from this process's own guard: no request leaves it for the verdict. */
  @Post('introspect')
  async introspect(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerOAuth(reply, async () => {
      const form = formOf(request.body);
      const credentials = clientCredentialsOf(request.headers.authorization, form);
      const client = await runInContext(contextOf(request), () => this.clients.authenticate(credentials));
      return introspectionOf(await this.guard.verdict(tokenOf(form), { policy: 'strict' }), client.tenant);
    });
  }
}
