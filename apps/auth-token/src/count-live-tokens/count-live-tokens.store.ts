import { Inject, Injectable } from '@nestjs/common';
import { NAMED_TOKENS_MAX, type countLiveTokens, type Input, type Output } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { coveredBy } from '../covered-tokens/covered-by.js';
import { AccessTokens } from '../signing/access-tokens.js';

type Asked = Input<typeof countLiveTokens>;
type NamedToken = NonNullable<Output<typeof countLiveTokens>['tokens']>[number];

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

  async count(asked: Asked): Promise<Count> {
    const { live, params } = this.#live(asked);
    const [row] = await this.db.query<Count>(
      `SELECT count(*) AS live, clock_timestamp() AS "countedAt" FROM auth.token WHERE ${live}`,
      params,
    );
    if (row === undefined) throw new Error('a count without a row');
    return row;
  }

  /** The same tokens by their names: as many as can be named, and one more. */
  names(asked: Asked): Promise<readonly NamedToken[]> {
    const { live, params } = this.#live(asked);
    return this.db.query<NamedToken>(
      `SELECT jti, tenant, subject, client_id, kid, pos FROM auth.token WHERE ${live} LIMIT $3`,
      [...params, NAMED_TOKENS_MAX + 1],
    );
  }

  #live({ scope, targets }: Asked): { readonly live: string; readonly params: readonly unknown[] } {
    const { condition, targets: covered } = coveredBy(scope, targets, this.accessTokens.issuer);
    const live = `${condition} AND revoked_at IS NULL AND expires_at > now()`;
    return { live, params: [currentContext().tenant, covered] };
  }
}
