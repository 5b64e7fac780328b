import { describe, expect, it } from '@jest/globals';
import { Secret, SecretConflict, VaultFault, type SecretStore } from '@strongroom/vault';
import { AnswerSigner } from './answer-signer.js';

/** Keeps what is written; is away for as many reads as it is told. Anything else that is asked of it fails the test. */
function secretStore(readsAway: number): SecretStore {
  const kept = new Map<string, Readonly<Record<string, Secret>>>();
  let left = readsAway;
  return {
    read: (path: string) => {
      if (left > 0) {
        left -= 1;
        return Promise.reject(new VaultFault('down', { message: 'away' }));
      }
      const data = kept.get(path);
      return Promise.resolve(data === undefined ? undefined : { version: 1, writtenAt: new Date(), data });
    },
    write: (path: string, data: Readonly<Record<string, Secret | string>>, { cas }: { cas: number }) => {
      if (cas !== 0 || kept.has(path)) return Promise.reject(new SecretConflict(path, cas));
      const secrets = Object.entries(data).map(([name, value]) => [
        name,
        typeof value === 'string' ? Secret.of(value) : value,
      ]);
      kept.set(path, Object.fromEntries(secrets) as Readonly<Record<string, Secret>>);
      return Promise.resolve({ version: 1 });
    },
  } as SecretStore;
}

const signerOf = (store: SecretStore): AnswerSigner => new AnswerSigner('auth-token', store);
const answer = { nonce: 'n'.repeat(22), target: '/feed/v1/events', body: Buffer.from('{}') };

describe('the signature of an answer', () => {
  it('is made by one key, however many ask for it first', async () => {
    const signer = signerOf(secretStore(0));
    const [one, other] = await Promise.all([signer.sign(answer), signer.sign(answer)]);
    expect(one).toBe(other);
  });

  it('fails while the secret store is away, and is made once it is back', async () => {
    const signer = signerOf(secretStore(1));
    await expect(signer.sign(answer)).rejects.toMatchObject({ kind: 'down' });
    await expect(signer.sign(answer)).resolves.toEqual(expect.any(String));
  });
});
