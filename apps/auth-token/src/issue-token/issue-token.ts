import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import {
  Calls,
  fault,
  readHead,
  type CarriesOut,
  type Input,
  type issueToken,
  type Output,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext, runInContext } from '@strongroom/security-context';
import { AccessTokens } from '../signing/access-tokens.js';
import { ClientAuthentication } from './client-authentication.js';
import { type TokenClient } from './client.store.js';
import { grantedScope } from './granted-scope.js';
import { IssueTokenStore } from './issue-token.store.js';

type Request = Input<typeof issueToken>;

@Injectable()
export class IssueToken implements CarriesOut<typeof issueToken> {
  constructor(
    @Inject(Calls) private readonly calls: Calls,
    @Inject(ClientAuthentication) private readonly authentication: ClientAuthentication,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(IssueTokenStore) private readonly store: IssueTokenStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(request: Request): Promise<Output<typeof issueToken>> {
    // Before the secret is checked: whatever is revoked from here on has a greater position, and ends the token too.
    const { seq: pos } = await this.calls.call(readHead, {});
    const client = await this.authentication.authenticate(request.client_id, request.client_secret);
    const actor = { type: 'client', id: client.clientId } as const;
    return runInContext({ ...currentContext(), tenant: client.tenant, actor }, () => this.issue(request, client, pos));
  }

  private async issue(request: Request, client: TokenClient, pos: number): Promise<Output<typeof issueToken>> {
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
        action: 'token.issue',
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
