import { Body, Controller, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { allow, Calls, findEndings, parseInput, TOKENS_CHECKED_MAX } from '@strongroom/contracts';
import { Guard } from '@strongroom/guard';
import { requireAccess, runInContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DuringStopGuard } from '../access/access-token.guard.js';
import { contextOf } from '../access/request-context.js';
import { answerOf, type Checked } from './checked-token.js';
import { questionsOf } from './question.js';

/** Access tokens, or the ids of some (`jti`). The longest token that a guard reads is 8 KiB; a body is bounded as a whole. */
const input = z.strictObject({ tokens: z.array(z.string().min(1).max(16_384)).min(1).max(TOKENS_CHECKED_MAX) });

/** By hand, because tokens are verified by this process's own guard and never leave it: what goes on are ids and names. */
@Controller('v1/tokens/check')
export class CheckTokensRoute {
  constructor(
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
    @Inject(Calls) private readonly calls: Calls,
  ) {}

  /** Whether tokens of the caller's tenant are good, and what ended those that are not; answers stand in their order. */
  @Post()
  @HttpCode(200)
  @UseGuards(DuringStopGuard)
  async check(@Req() request: FastifyRequest, @Body() body: unknown): Promise<{ tokens: readonly Checked[] }> {
    const context = contextOf(request);
    requireAccess(allow('revocation:read'), context);
    const { tokens } = parseInput(input, body ?? {});
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
