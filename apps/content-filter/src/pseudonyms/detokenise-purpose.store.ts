import { Inject, Injectable } from '@nestjs/common';
import { type DetokenisePurpose } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class DetokenisePurposeStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async set({ purpose, types, actors }: DetokenisePurpose): Promise<void> {
    const { tenant, actor } = currentContext();
    await this.db.execute(
      `INSERT INTO filter.detokenise_purpose (tenant, purpose, types, actors, set_by_type, set_by_id)
       VALUES ($1, $2, $3::jsonb, $4::jsonb, $5, $6)
       ON CONFLICT ON CONSTRAINT detokenise_purpose_pk DO UPDATE
          SET types = excluded.types, actors = excluded.actors, set_by_type = excluded.set_by_type,
              set_by_id = excluded.set_by_id, recorded_at = clock_timestamp()`,
      [tenant, purpose, JSON.stringify(types), JSON.stringify(actors), actor.type, actor.id],
    );
  }

  async find(purpose: string): Promise<DetokenisePurpose | undefined> {
    const [row] = await this.db.query<DetokenisePurpose>(
      `SELECT purpose, types, actors FROM filter.detokenise_purpose WHERE tenant = $1 AND purpose = $2`,
      [currentContext().tenant, purpose],
    );
    return row;
  }

  all(): Promise<readonly DetokenisePurpose[]> {
    return this.db.query<DetokenisePurpose>(
      `SELECT purpose, types, actors FROM filter.detokenise_purpose WHERE tenant = $1 ORDER BY purpose`,
      [currentContext().tenant],
    );
  }
}
