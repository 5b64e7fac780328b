import { type Output, type showSecret } from '@strongroom/contracts';
import { type StoredTokenRow } from '@strongroom/entities';

/** What the stores read of a secret to show it. */
export type ShownSecretRow = Pick<
  StoredTokenRow,
  'secretId' | 'serviceName' | 'tokenType' | 'name' | 'version' | 'expiresAt' | 'recordedAt' | 'updatedAt'
>;

export function secretMetadata(row: ShownSecretRow): Output<typeof showSecret> {
  return {
    secret_id: row.secretId,
    service_name: row.serviceName,
    token_type: row.tokenType,
    name: row.name,
    version: row.version,
    expires_at: row.expiresAt?.toISOString() ?? null,
    created_at: row.recordedAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
