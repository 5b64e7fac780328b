// One system for the whole end-to-end run: two replicas of everything, in a folder of its own whose path has spaces.
import { makeRoot, startSystem } from './support/system.ts';

export default async function start() {
  process.env.E2E_ROOT ??= await makeRoot();
  await startSystem(process.env.E2E_ROOT, 2);
}
