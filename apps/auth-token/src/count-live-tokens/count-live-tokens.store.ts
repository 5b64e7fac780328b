import { Inject, Injectable } from '@nestjs/common';
import { type countLiveTokens, type Input } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { coveredBy } from '../covered-tokens/covered-by.js';
import { AccessTokens } from '../signing/access-tokens.js';

interface Count {
  readonly live: number;
  readonly countedAt: Date;
}

@Injectable()
export class CountLiveTokensStore {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(AccessTokens) private readonly accessTokens: Pick<AccessTokens, 'issuer'>,
  ) {}

  async count({ scope, targets }: Input<typeof countLiveTokens>): Promise<Count> {
    const { condition, targets: covered } = coveredBy(scope, targets, this.accessTokens.issuer);
    const [row] = await this.db.query<Count>(
      `SELECT count(*) AS live, clock_timestamp() AS "countedAt" FROM auth.token
        WHERE ${condition} AND revoked_at IS NULL AND expires_at > now()`,
      [currentContext().tenant, covered],
    );
    if (row === undefined) throw new Error('a count without a row');
    return row;
  }
}
