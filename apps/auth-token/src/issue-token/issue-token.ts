import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type CarriesOut, type Input, type issueToken, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext, runInContext } from '@strongroom/security-context';
import { ClientAuthentication } from '../clients/client-authentication.js';
import { type KnownClient } from '../clients/client.store.js';
import { AccessTokens } from '../signing/access-tokens.js';
import { grantedScope } from './granted-scope.js';
import { IssueTokenStore } from './issue-token.store.js';

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
    const { client, pos } = await this.authentication.authenticate(request, ACTION);
    const actor = { type: 'client', id: client.clientId } as const;
    return runInContext({ ...currentContext(), tenant: client.tenant, actor }, () => this.issue(request, client, pos));
  }

  private async issue(request: Request, client: KnownClient, pos: number): Promise<Output<typeof issueToken>> {
    this.requireOwnAudience(request.resource);
    const ttlSeconds = client.accessTokenTtlSeconds;
    const scope = grantedScope(request.scope, client.scopes);
    const { token, claims } = await this.accessTokens.mint({
      client: client.clientId,
      tenant: client.tenant,
      ttlSeconds,
      scope,
      pos,
    });
    await this.transactions.run(async () => {
      await this.store.insert(claims);
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
