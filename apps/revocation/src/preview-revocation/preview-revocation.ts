import { Inject, Injectable } from '@nestjs/common';
import {
  allow,
  Calls,
  countLiveTokens,
  type CallFacts,
  type CarriesOut,
  type Input,
  type Output,
  type previewRevocation,
} from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { currentContext, requireAccess, runInContext, serviceContext } from '@strongroom/security-context';
import { EVERY_TENANT } from '../log/every-tenant.js';

type Asked = Input<typeof previewRevocation>;

/** Left of the caller's time for the answer to reach it. */
const ANSWER_MS = 500;
/** What these name is not the caller's tenant's alone. */
const BEYOND_THE_TENANT: ReadonlySet<Asked['scope']> = new Set(['tenant', 'signing_key', 'global', 'stop']);

/** Asks the issuer what a revocation would end. Where it does not answer, the truth is that nobody knows. */
@Injectable()
export class PreviewRevocation implements CarriesOut<typeof previewRevocation> {
  constructor(@Inject(Calls) private readonly calls: Calls) {}

  async execute(asked: Asked, { deadlineMs, signal }: CallFacts): Promise<Output<typeof previewRevocation>> {
    const context = currentContext();
    if (BEYOND_THE_TENANT.has(asked.scope)) requireAccess(allow('revocation:emergency'), context);
    const limitMs = Math.max(1, deadlineMs - Date.now() - ANSWER_MS);
    const { traceId } = context;
    try {
      const { live, counted_at } = await runInContext(
        serviceContext('revocation', tenantOf(asked, context.tenant), { traceId }),
        () => this.calls.call(countLiveTokens, asked, { deadlineMs: limitMs, signal }),
      );
      return { status: 'counted', live_tokens: live.access_token, by_type: live, counted_at };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return {
        status: 'unknown',
        live_tokens: null,
        because: `auth-token did not count: ${(error as DomainError).code}`,
      };
    }
  }
}

function tenantOf({ scope, targets }: Asked, own: string): string {
  if (!BEYOND_THE_TENANT.has(scope)) return own;
  return scope === 'tenant' ? (targets[0] ?? own) : EVERY_TENANT;
}
