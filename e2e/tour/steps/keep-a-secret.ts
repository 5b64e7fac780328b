import { randomBytes } from 'node:crypto';
import { type Visit } from '../visit.ts';

/** A third party's secret is stored, read, rotated by compare-and-set, and deleted. */
export async function keepASecret(visit: Visit): Promise<void> {
  const { narrator } = visit;
  narrator.chapter('2. A secret of a third party is kept in the vault');
  const [first, second] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
  const stored = await visit.expect(201, '/v1/secrets', {
    json: { service_name: 'openai', token_type: 'api_key', name: 'tour', value: first },
  });
  const path = `/v1/secrets/${stored.text('secret_id')}`;
  narrator.promise('the answer to storing it does not hold it', !JSON.stringify(stored).includes(first));
  const read = await visit.expect(200, `${path}/value`);
  narrator.promise('what is read is what was stored', read.text('value') === first);
  const rotated = await visit.expect(200, `${path}/rotate`, {
    json: { value: second, expected_version: stored.number('version') },
  });
  narrator.promise(
    `rotated: version ${stored.number('version')} became ${rotated.number('version')}`,
    (await visit.expect(200, `${path}/value`)).text('value') === second,
  );
  const late = await visit.ask(`${path}/rotate`, {
    json: { value: 'too late', expected_version: stored.number('version') },
  });
  narrator.promise(
    `a second rotation of version ${stored.number('version')} is refused: ${late.status}`,
    late.status === 409,
  );
  const history = (await visit.expect(200, `${path}/history`)).list('versions');
  narrator.promise(`its history has ${history.length} versions`, history.length === 2);
  await visit.expect(200, `${path}?expected_version=${rotated.number('version')}`, { method: 'DELETE' });
  narrator.promise('deleted, it is gone', (await visit.ask(path)).status === 404);
}
