import { Inject, Injectable } from '@nestjs/common';
import { type orderChanged, type Payload } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class RecordOrderEventStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async insert({ order_id, version, status, changed_at }: Payload<typeof orderChanged>): Promise<void> {
    await this.db.execute(
      'INSERT INTO orders.order_event (order_id, version, tenant, status, changed_at) VALUES ($1, $2, $3, $4, $5)',
      [order_id, version, currentContext().tenant, status, changed_at],
    );
  }
}
