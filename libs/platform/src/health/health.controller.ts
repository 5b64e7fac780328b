import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Health } from './health.js';

@Controller('health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('startup')
  async startup(@Res() reply: FastifyReply): Promise<void> {
    const started = this.health.hasStarted();
    await reply
      .status(started ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
      .send({ status: started ? 'ok' : 'starting' });
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = this.health.ready();
    await reply.status(report.status === 'down' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK).send(report);
  }
}
