// Jest's global setup of the integration tests. `npm test` has started the servers already; whoever runs one spec by hand gets
// them here. The harness itself is read from its build.
import { join } from 'node:path';

const VARIABLES = ['TEST_DATABASE_URL', 'TEST_REDIS_URL', 'TEST_VAULT_ADDR', 'TEST_VAULT_LOGINS'];

export default async function startServers() {
  if (VARIABLES.every((name) => process.env[name] !== undefined)) return;
  const { startTestServers } = await import('@strongroom/testing').catch((cause) => {
    throw new Error('the test harness is not built: run `npm run build` once', { cause });
  });
  const root = join(import.meta.dirname, '..', '..');
  const servers = await startTestServers({ root, say: (line) => process.stderr.write(`${line}\n`) });
  Object.assign(process.env, servers.environment);
  globalThis.stopTestServers = () => servers.stop();
}
