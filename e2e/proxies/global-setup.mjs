// The proxies, then a system of one replica for them to ask.
import { join } from 'node:path';
import { makeRoot, startSystem } from '../support/system.ts';
import { obtainEnvoy, obtainPackaged } from './obtain.ts';

const clone = join(import.meta.dirname, '..', '..');
const say = (line) => process.stderr.write(`${line}\n`);

export default async function start() {
  process.env.PROXY_NGINX = await obtainPackaged(clone, 'nginx', say);
  process.env.PROXY_CADDY = await obtainPackaged(clone, 'caddy', say);
  process.env.PROXY_ENVOY = await obtainEnvoy(clone, say);
  process.env.E2E_ROOT = await makeRoot();
  await startSystem(process.env.E2E_ROOT, 1);
}
