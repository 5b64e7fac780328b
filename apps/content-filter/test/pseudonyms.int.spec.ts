import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SecretConflict, type SecretStore, VaultFault, VaultSecretStore } from '@strongroom/vault';
import { ContentFilterHarness, newTenant, type Replica } from './content-filter-harness.js';

// The first file of a run migrates the template database, on a machine that may be busy.
jest.setTimeout(60_000);

let harness: ContentFilterHarness;
let service: Replica;

beforeAll(async () => {
  harness = await ContentFilterHarness.start();
  service = await harness.replica();
});
afterAll(() => harness.close());

const CARD = '4111 1111 1111 1111';
const text = `card ${CARD} of alice@example.com`;
const tokenising = { otherwise: 'tokenise' };
const actors = [{ type: 'client', id: 'test-client' }];
const refunds = { purpose: 'refunds', types: ['CREDIT_CARD'], actors };

const tokenised = async (tenant: string, by: Replica = service): Promise<string> =>
  String((await by.filterText(tenant, { text, policy: tokenising })).output);
const actionsOf = async (tenant: string): Promise<readonly string[]> =>
  (await harness.auditOf(tenant)).map(({ action }) => action);
const keyPath = (tenant: string, version: number): string =>
  `services/content-filter/pseudonym-keys/${tenant}/${version}`;

/** The real secret store, but for its writes. */
class OtherWrites extends VaultSecretStore {
  constructor(override readonly write: SecretStore['write']) {
    super(harness.client);
  }
}

describe('a policy that tokenises or hashes', () => {
  it('has the tenant’s key made on first use, once, and named by what it makes', async () => {
    const tenant = newTenant();
    const replicas = [service, await harness.replica(), await harness.replica()];
    const outputs = await Promise.all(replicas.map((replica) => tokenised(tenant, replica)));
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toMatch(/^card \[tok:CREDIT_CARD:1:[\w-]{52}\] of \[tok:EMAIL_ADDRESS:1:[\w-]+\]$/);
    expect(await actionsOf(tenant)).toEqual(['pseudonym-key.make.begin', 'pseudonym-key.make']);
    const hashed = await service.filterText(tenant, { text, policy: { types: { CREDIT_CARD: 'hash' } } });
    expect(hashed).toMatchObject({
      action: 'redact',
      output: expect.stringMatching(/^card \[CREDIT_CARD#1:[\w-]{22}\] of \[EMAIL_ADDRESS\]$/),
    });
    expect(JSON.stringify(await harness.auditOf(tenant))).not.toMatch(/4111|alice/);
  });

  it('makes what is equal for one tenant different for another', async () => {
    expect(await tokenised(newTenant())).not.toBe(await tokenised(newTenant()));
  });

  it('can be in force, treats batches and JSON too, and is compared in the shadow without a key', async () => {
    const tenant = newTenant();
    const trial = { policy: { score_min: 0.9, otherwise: 'hash' }, expected_version: 0 };
    await service.startShadowPolicy(tenant, trial);
    await service.filterText(tenant, { text });
    await expect(service.showShadowPolicy(tenant, {})).resolves.toMatchObject({
      contents: [{ in_force: 'redact', shadow: 'hash', count: 1 }],
    });
    expect(await actionsOf(tenant)).toEqual(['shadow-policy.start']);
    await service.setFilterPolicy(tenant, { policy: tokenising, expected_version: 0 });
    const { results } = await service.filterBatch(tenant, { items: [{ text }, { json: { n: 4111111111111111 } }] });
    expect(JSON.stringify(results)).not.toMatch(/4111|alice/);
    expect(results).toMatchObject([{ action: 'tokenise' }, { action: 'tokenise' }]);
  });

  it('needs no key, and makes none, to be explained or where nothing asks for one', async () => {
    const tenant = newTenant();
    const explained = await service.explainText(tenant, { text, policy: tokenising });
    expect(explained.action).toBe('tokenise');
    await service.filterText(tenant, { text });
    expect(await actionsOf(tenant)).toEqual([]);
  });
});

describe('a key whose making was cut off', () => {
  it('is made by whoever comes next, with the value that lies in the secret store if one does', async () => {
    for (const isWritten of [false, true]) {
      const tenant = newTenant();
      const cut = await harness.replica(
        new OtherWrites(async (path, data, options) => {
          if (isWritten) await harness.secrets.write(path, data, options);
          throw new VaultFault('down', { message: 'cut off' });
        }),
      );
      await expect(tokenised(tenant, cut)).rejects.toMatchObject({ code: 'err:platform:unavailable:secret-store' });
      expect(await actionsOf(tenant)).toEqual(['pseudonym-key.make.begin']);
      const lying = await harness.secrets.read(keyPath(tenant, 1));
      expect(await tokenised(tenant)).toMatch(/^card \[tok:CREDIT_CARD:1:/);
      const stored = await harness.secrets.read(keyPath(tenant, 1));
      expect(stored?.version).toBe(1);
      if (lying) expect(stored?.data['tokenise']?.equals(lying.data['tokenise'] ?? '')).toBe(true);
      expect(await actionsOf(tenant)).toEqual(['pseudonym-key.make.begin', 'pseudonym-key.make']);
    }
  });

  it('cannot be overwritten by the write that arrives late', async () => {
    const tenant = newTenant();
    await tokenised(tenant);
    const late = harness.secrets.write(keyPath(tenant, 1), { tokenise: 'late', hash: 'late' }, { cas: 0 });
    await expect(late).rejects.toBeInstanceOf(SecretConflict);
  });

  it('is an error when the secret store has lost it, and nothing passes', async () => {
    const tenant = newTenant();
    await tokenised(tenant);
    await harness.secrets.destroy(keyPath(tenant, 1), [1]);
    await expect(tokenised(tenant, await harness.replica())).rejects.toThrow('has lost version 1');
  });
});

describe('rotating the key', () => {
  it('holds at once in every replica, and what was made before can still be undone', async () => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, refunds);
    const before = await tokenised(tenant);
    await expect(service.rotatePseudonymKey(tenant, {})).resolves.toEqual({ version: 2 });
    const after = await tokenised(tenant, await harness.replica());
    expect(after).toMatch(/^card \[tok:CREDIT_CARD:2:/);
    const restored = await service.detokeniseText(tenant, { text: `${before}; ${after}`, purpose: 'refunds' });
    expect(restored).toMatchObject({ restored: { CREDIT_CARD: 2 }, withheld: { EMAIL_ADDRESS: 2 } });
    expect((await harness.auditOf(tenant)).filter(({ action }) => action === 'pseudonym-key.make')).toMatchObject([
      { details: { version: 1 } },
      { details: { version: 2 } },
    ]);
  });

  it('leaves an older version that was destroyed to itself: its tokens stay tokens', async () => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, refunds);
    const before = await tokenised(tenant);
    await service.rotatePseudonymKey(tenant, {});
    await harness.secrets.destroy(keyPath(tenant, 1), [1]);
    const other = await harness.replica();
    const answer = await other.detokeniseText(tenant, { text: before, purpose: 'refunds' });
    expect(answer).toEqual({ output: before, restored: {}, withheld: {} });
  });
});

describe('undoing tokens', () => {
  it('restores the types of the purpose, says how many, and leaves the others', async () => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, refunds);
    const answer = await service.detokeniseText(tenant, { text: await tokenised(tenant), purpose: 'refunds' });
    expect(answer).toEqual({
      output: expect.stringMatching(/^card 4111 1111 1111 1111 of \[tok:EMAIL_ADDRESS:1:[\w-]+\]$/),
      restored: { CREDIT_CARD: 1 },
      withheld: { EMAIL_ADDRESS: 1 },
    });
    const entry = (await harness.auditOf(tenant)).at(-1);
    expect(entry).toMatchObject({
      action: 'content.detokenise',
      outcome: 'succeeded',
      details: { purpose: 'refunds', restored: ['CREDIT_CARD: 1'], withheld: ['EMAIL_ADDRESS: 1'] },
    });
    expect(JSON.stringify(entry)).not.toMatch(/4111|alice/);
  });

  it('gives JSON back as it was, and a text as text though it stands for a number', async () => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, { ...refunds, types: ['CREDIT_CARD', 'EMAIL_ADDRESS'] });
    const json = { 'alice@example.com': [4111111111111111, null] };
    const { output } = await service.filterText(tenant, { json, policy: tokenising });
    const restored = await service.detokeniseText(tenant, { json: output, purpose: 'refunds' });
    expect(restored.output).toEqual(json);
    const [token] = Object.values(output as Record<string, readonly string[]>)[0] ?? [];
    const asText = await service.detokeniseText(tenant, { text: token, purpose: 'refunds' });
    expect(asText.output).toBe('4111111111111111');
  });

  it('opens nothing of another tenant, nor what only looks like a token', async () => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, refunds);
    const theirs = await tokenised(newTenant());
    for (const attempt of [theirs, '[tok:CREDIT_CARD:1:AAAA]'])
      await expect(service.detokeniseText(tenant, { text: attempt, purpose: 'refunds' })).resolves.toEqual({
        output: attempt,
        restored: {},
        withheld: {},
      });
    await tokenised(tenant);
    await expect(service.detokeniseText(tenant, { text: theirs, purpose: 'refunds' })).resolves.toMatchObject({
      output: theirs,
    });
  });

  it.each([
    ['that nobody has set', { ...refunds, purpose: 'audit' }],
    ['that names somebody else', { ...refunds, actors: [{ type: 'client', id: 'other' }] }],
    ['that names one of the same id and another type', { ...refunds, actors: [{ type: 'user', id: 'test-client' }] }],
    ['that names nobody', { ...refunds, actors: [] }],
  ])('is refused for a purpose %s, and the refusal is on record', async (_name, purpose) => {
    const tenant = newTenant();
    await service.setDetokenisePurpose(tenant, purpose);
    const body = { text: await tokenised(tenant), purpose: 'refunds' };
    await expect(service.detokeniseText(tenant, body)).rejects.toMatchObject({ code: 'err:filter:denied:purpose' });
    expect((await harness.auditOf(tenant)).at(-1)).toMatchObject({
      action: 'content.detokenise',
      outcome: 'denied',
      details: { purpose: 'refunds' },
    });
  });

  it.each([
    [{ purpose: 'refunds' }, '/text'],
    [{ text: 'a' }, '/purpose'],
    [{ text: 'a', purpose: 'Refunds!' }, '/purpose'],
    [{ text: 'x'.repeat(1_048_577), purpose: 'refunds' }, '/text'],
  ])('refuses bad input and names the field (%#)', async (body, pointer) => {
    await expect(service.detokeniseText(newTenant(), body)).rejects.toMatchObject({
      code: 'err:request:invalid:schema',
      fields: [{ pointer }],
    });
  });
});

describe('the purposes of a tenant', () => {
  it('are listed by name, are replaced as a whole, and each change is on record', async () => {
    const tenant = newTenant();
    const disputes = { purpose: 'disputes', types: ['IBAN_CODE'], actors: [] };
    await service.setDetokenisePurpose(tenant, refunds);
    await service.setDetokenisePurpose(tenant, disputes);
    await service.setDetokenisePurpose(tenant, { ...refunds, actors: [] });
    await expect(service.listDetokenisePurposes(tenant, {})).resolves.toEqual({
      purposes: [disputes, { ...refunds, actors: [] }],
    });
    await expect(service.listDetokenisePurposes(newTenant(), {})).resolves.toEqual({ purposes: [] });
    expect(await harness.auditOf(tenant)).toMatchObject([
      { target_id: 'refunds', details: { types: ['CREDIT_CARD'], actors: ['client:test-client'] } },
      { target_id: 'disputes' },
      { action: 'detokenise-purpose.set', target_id: 'refunds', details: { actors: [] } },
    ]);
  });

  it('name types that a rule finds', async () => {
    const tenant = newTenant();
    const unknown = { ...refunds, types: ['CREDIT_CARD', 'CARDS'] };
    await expect(service.setDetokenisePurpose(tenant, unknown)).rejects.toMatchObject({
      code: 'err:filter:invalid:policy',
      fields: [{ pointer: '/types/1' }],
    });
    await expect(service.listDetokenisePurposes(tenant, {})).resolves.toEqual({ purposes: [] });
  });

  it.each([
    'DELETE FROM filter.pseudonym_key',
    'UPDATE filter.pseudonym_key SET version = 9',
    'DELETE FROM filter.detokenise_purpose',
  ])('and keys cannot be taken away by the service itself: %s', async (sql) => {
    await expect(harness.asService(newTenant(), sql)).rejects.toMatchObject({ sqlState: '42501' });
  });
});
