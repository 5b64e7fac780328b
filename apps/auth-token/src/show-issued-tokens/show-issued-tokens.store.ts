import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

interface IssuedRow {
  readonly jti: string;
  readonly subject: string;
  readonly client_id: string;
  readonly kid: string | null;
  readonly pos: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

@Injectable()
export class ShowIssuedTokensStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  find(jtis: readonly string[]): Promise<readonly IssuedRow[]> {
    return this.db.query<IssuedRow>(
      `SELECT jti, subject, client_id, kid, pos, issued_at AS "issuedAt", expires_at AS "expiresAt"
         FROM auth.token WHERE tenant = $1 AND jti = ANY ($2::uuid[])`,
      [currentContext().tenant, jtis],
    );
  }
}
