import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant } from '@strongroom/testing';
import { AuthTokenHarness, ISSUER, type Replica } from './auth-token-harness.js';

let harness: AuthTokenHarness;
let service: Replica;
const [mine, theirs] = [uuidv7(), uuidv7()];

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  await harness.database.query(
    `INSERT INTO auth.token (jti, tenant, subject, client_id, pos, scope, kid, issued_at, expires_at)
     SELECT jti, tenant, 'alice', 'shop', 7, '', 'k1', '2026-01-01Z', '2126-01-01Z'
       FROM unnest($1::uuid[], ARRAY['demo', 'acme']) AS token (jti, tenant)`,
    [[mine, theirs]],
  );
});
afterAll(() => harness.close());

describe('what tokens were issued with', () => {
  it('is told of the tenant’s own, and nothing of others or of none', async () => {
    const jtis = [mine, theirs, uuidv7()];
    await expect(inTenant('demo', () => service.showIssuedTokens.execute({ jtis }))).resolves.toEqual({
      tokens: [
        {
          ...{ jti: mine, subject: 'alice', audience: ISSUER, client_id: 'shop', kid: 'k1', pos: 7 },
          ...{ issued_at: '2026-01-01T00:00:00.000Z', expires_at: '2126-01-01T00:00:00.000Z' },
        },
      ],
    });
  });
});
