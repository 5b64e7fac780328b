import { Inject, Injectable } from '@nestjs/common';
import { type Input, type storeSecret } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class StoreSecretStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** A row that nobody can see yet, with version 1 claimed. */
  async claim(secretId: string, about: Omit<Input<typeof storeSecret>, 'value'>): Promise<void> {
    const { tenant, actor } = currentContext();
    await this.db.execute(
      `INSERT INTO auth.stored_token
         (secret_id, tenant, service_name, token_type, name, expires_at, state, last_version, pending_version, changing_since)
       VALUES ($1, $2, $3, $4, $5, $6, 'storing', 1, 1, clock_timestamp())`,
      [secretId, tenant, about.service_name, about.token_type, about.name, about.expires_at ?? null],
    );
    await this.db.execute(
      `INSERT INTO auth.stored_token_version (secret_id, version, tenant, state, requested_by_type, requested_by_id)
       VALUES ($1, 1, $2, 'writing', $3, $4)`,
      [secretId, tenant, actor.type, actor.id],
    );
  }
}
