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
import { coveringOf } from '@strongroom/guard';
import { DomainError } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { currentContext, everyTenant, requireAccess, runInContext, serviceContext } from '@strongroom/security-context';
import { nameOf, PreviewRevocationStore } from './preview-revocation.store.js';

type Asked = Input<typeof previewRevocation>;
type NamedToken = NonNullable<Output<typeof countLiveTokens>['tokens']>[number];

/** Left of the caller's time for the answer to reach it. */
const ANSWER_MS = 500;
/** What these name is not the caller's tenant's alone. */
const BEYOND_THE_TENANT: ReadonlySet<Asked['scope']> = new Set(['tenant', 'signing_key', 'global', 'stop']);

/**
 * Asks the issuer what a revocation would end, and the log what of that has ended already: the issuer hears of it late. Where the
 * issuer does not answer, the truth is that nobody knows.
 */
@Injectable()
export class PreviewRevocation implements CarriesOut<typeof previewRevocation> {
  constructor(
    @Inject(Calls) private readonly calls: Calls,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(PreviewRevocationStore) private readonly store: PreviewRevocationStore,
  ) {}

  async execute(asked: Asked, { deadlineMs, signal }: CallFacts): Promise<Output<typeof previewRevocation>> {
    const context = currentContext();
    if (BEYOND_THE_TENANT.has(asked.scope)) requireAccess(allow('revocation:emergency'), context);
    const limitMs = Math.max(1, deadlineMs - Date.now() - ANSWER_MS);
    const { traceId } = context;
    try {
      const { live, tokens, audience, counted_at } = await runInContext(
        serviceContext('revocation', tenantOf(asked, context.tenant), { traceId }),
        () => this.calls.call(countLiveTokens, asked, { deadlineMs: limitMs, signal }),
      );
      const exact = tokens !== null;
      const live_tokens = exact ? await this.#alive(tokens, audience) : live.access_token;
      return { status: 'counted', live_tokens, by_type: { access_token: live_tokens }, exact, counted_at };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return {
        status: 'unknown',
        live_tokens: null,
        because: `auth-token did not count: ${(error as DomainError).code}`,
      };
    }
  }

  async #alive(tokens: readonly NamedToken[], audience: string): Promise<number> {
    const covering = tokens.map(({ client_id: client, kid, ...token }) =>
      coveringOf({ ...token, client, services: [audience], ...(kid !== null && { signingKey: kid }) }),
    );
    const lastPlaces = await this.transactions.runAcrossTenants(() => this.store.lastPlaces(covering.flat()));
    return covering.filter((names) => names.every((name) => (lastPlaces.get(nameOf(name)) ?? 0) <= name.after)).length;
  }
}

function tenantOf({ scope, targets }: Asked, own: string): string {
  if (!BEYOND_THE_TENANT.has(scope)) return own;
  return scope === 'tenant' ? (targets[0] ?? own) : everyTenant;
}
