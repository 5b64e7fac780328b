import { Controller, Get, Header, Param } from '@nestjs/common';
import { errorFacts, errorTable, fault, isErrorCode } from '@strongroom/contracts';

@Controller('errors')
export class ErrorPageRoute {
  /** The page that a problem document's `type` names: what happened, and how to fix it. */
  @Get(':system/:category/:specific')
  @Header('content-type', 'text/markdown; charset=utf-8')
  read(@Param() { system, category, specific }: { system: string; category: string; specific: string }): string {
    const code = `err:${system}:${category}:${specific}`;
    if (!isErrorCode(code)) throw fault('err:request:unknown:route', { message: 'there is no error with this code' });
    const { httpStatus, retryable } = errorFacts(code);
    const { title, happened, fix, status } = errorTable[code];
    return [
      `# ${title}`,
      '',
      `\`${code}\` (HTTP ${httpStatus}, ${status}${retryable ? ', may be tried again' : ''})`,
      '',
      `**What happened.** ${happened}`,
      '',
      `**How to fix it.** ${fix}`,
      '',
    ].join('\n');
  }
}
