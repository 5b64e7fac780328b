import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type CarriesOut, type Input, type issueToken, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext, runInContext } from '@strongroom/security-context';
import { ClientAuthentication, type Authenticated } from '../clients/client-authentication.js';
import { AccessTokens } from '../signing/access-tokens.js';
import { grantedScope } from './granted-scope.js';
import { IssueTokenStore } from './issue-token.store.js';
import { requireNoStop } from './require-no-stop.js';

type Request = Input<typeof issueToken>;

const ACTION = 'token.issue';

@Injectable()
export class IssueToken implements CarriesOut<typeof issueToken> {
  constructor(
    @Inject(ClientAuthentication) private readonly authentication: ClientAuthentication,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(IssueTokenStore) private readonly store: IssueTokenStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(request: Request): Promise<Output<typeof issueToken>> {
    const authenticated = await this.authentication.authenticate(request, ACTION);
    const { clientId: id, tenant } = authenticated.client;
    const actor = { type: 'client', id } as const;
    return runInContext({ ...currentContext(), tenant, actor }, () => this.issue(request, authenticated));
  }

  private async issue(request: Request, authenticated: Authenticated): Promise<Output<typeof issueToken>> {
    const { client, pos, stopped } = authenticated;
    this.requireOwnAudience(request.resource);
    const ttlSeconds = client.accessTokenTtlSeconds;
    const scope = grantedScope(request.scope, client.scopes);
    requireNoStop(stopped, scope);
    const { token, claims, kid } = await this.accessTokens.mint({
      client: client.clientId,
      tenant: client.tenant,
      ttlSeconds,
      scope,
      pos,
    });
    await this.transactions.run(async () => {
      await this.store.insert(claims, kid);
      await this.audit.record({
        action: ACTION,
        target: { type: 'token', id: claims.jti },
        outcome: 'succeeded',
        details: { scope, pos, expires_in: ttlSeconds },
      });
    });
    return { access_token: token, token_type: 'Bearer', expires_in: ttlSeconds, scope };
  }

  private requireOwnAudience(resource: string | undefined): void {
    if (resource === undefined || resource === this.accessTokens.issuer) return;
    throw fault('err:oauth:invalid:target', { message: `resource: must be ${this.accessTokens.issuer}, or left out` });
  }
}
