import { Inject, Injectable } from '@nestjs/common';
import { type Output, type showStock } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

/** Items as those who order them see them. */
@Injectable()
export class StockViewStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Undefined if the tenant has no such item. */
  async view(sku: string): Promise<Output<typeof showStock> | undefined> {
    const [row] = await this.db.query<Output<typeof showStock>>(
      `SELECT sku, name, currency, unit_price_minor, tax_basis_points, price_includes_tax, on_hand, reserved, sold,
              on_hand - reserved - sold AS available
         FROM orders.stock WHERE tenant = $1 AND sku = $2`,
      [currentContext().tenant, sku],
    );
    return row;
  }
}
