import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class DisableClientStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Since when the client is off; undefined if the tenant has no such client. */
  async disable(clientId: string): Promise<Date | undefined> {
    const [client] = await this.db.query<{ disabledAt: Date }>(
      `UPDATE auth.client SET disabled_at = coalesce(disabled_at, now())
        WHERE tenant = $1 AND client_id = $2
       RETURNING disabled_at AS "disabledAt"`,
      [currentContext().tenant, clientId],
    );
    return client?.disabledAt;
  }
}
