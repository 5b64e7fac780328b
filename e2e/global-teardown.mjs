import { removeRoot, stopSystem } from './support/system.ts';

export default async function stop() {
  const { E2E_ROOT: root } = process.env;
  if (root === undefined) return;
  await stopSystem(root);
  await removeRoot(root);
}
