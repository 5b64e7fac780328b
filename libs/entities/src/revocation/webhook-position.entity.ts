import { EntitySchema } from 'typeorm';

export interface WebhookPositionRow {
  readonly log: string;
  /** The last place of the log that deliveries were made of. */
  readonly seq: number;
}

/** How far a log has been made into deliveries. */
export const webhookPosition = new EntitySchema<WebhookPositionRow>({
  name: 'revocation.webhook_position',
  schema: 'revocation',
  tableName: 'webhook_position',
  columns: {
    log: { type: 'text', primary: true, primaryKeyConstraintName: 'webhook_position_pk' },
    seq: { type: 'bigint' },
  },
});
