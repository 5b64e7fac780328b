import { Body, Controller, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { Calls, checkTokens, findEndings, parseInput, type Output } from '@strongroom/contracts';
import { Guard } from '@strongroom/guard';
import { requireAccess, runInContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { DuringStopGuard } from '../access/access-token.guard.js';
import { contextOf } from '../access/request-context.js';
import { answerOf } from './checked-token.js';
import { questionsOf } from './question.js';

/** By hand, because tokens are verified by this process's own guard and never leave it: what goes on are ids and names. */
@Controller('v1/tokens/check')
export class CheckTokensRoute {
  constructor(
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
    @Inject(Calls) private readonly calls: Calls,
  ) {}

  @Post()
  @HttpCode(200)
  @UseGuards(DuringStopGuard)
  async check(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Output<typeof checkTokens>> {
    const context = contextOf(request);
    requireAccess(checkTokens.access, context);
    const { tokens } = parseInput(checkTokens.input, body ?? {});
    const questions = await questionsOf(tokens, context.tenant, this.guard);
    const asked = questions.flatMap(({ ask }) => (ask === undefined ? [] : [ask]));
    const { endings } =
      asked.length === 0
        ? { endings: [] }
        : await runInContext(context, () => this.calls.call(findEndings, { tokens: asked }));
    let next = 0;
    return { tokens: questions.map((question) => answerOf(question, question.ask && endings[next++])) };
  }
}
