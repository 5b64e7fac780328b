import { type Database } from '@strongroom/persistence';
import { hashClientSecret } from './hash-client-secret.js';

export interface DemoSeed {
  /** 256 random bits, base64url; both clients have it. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** Tokens of `demo-short` expire while one watches, so that there is something to clean up. */
const clients = [
  { id: 'demo', name: 'Demo client', ttlSeconds: 900 },
  { id: 'demo-short', name: 'Demo client whose tokens live for a second', ttlSeconds: 1 },
];

/**
 * The tenant `demo` and its clients `demo` and `demo-short`, made or brought up to date. Runs inside a transaction of the tenant
 * `demo`, as the role of auth-token or above.
 */
export async function seedDemo(db: Database, { clientSecret, scopes }: DemoSeed): Promise<void> {
  await db.execute(`INSERT INTO auth.tenant (tenant, name) VALUES ('demo', 'Demo') ON CONFLICT (tenant) DO NOTHING`);
  for (const { id, name, ttlSeconds } of clients) {
    await db.execute(
      `INSERT INTO auth.client (client_id, tenant, name, secret_hash, scopes, access_token_ttl_seconds)
       VALUES ($1, 'demo', $2, $3, $4, $5)
       ON CONFLICT (client_id) DO UPDATE SET secret_hash = excluded.secret_hash, scopes = excluded.scopes`,
      [id, name, hashClientSecret(clientSecret), scopes, ttlSeconds],
    );
  }
}
