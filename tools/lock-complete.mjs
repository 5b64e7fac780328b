// Does package-lock.json hold every platform's packages? A registry may carry a package before all of its platform
// builds; a lock made in that hour lacks some, and `npm ci` then fails on those platforms, or everywhere.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const held = new Set(
  Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
);
const lacking = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !held.has(name))
    .map((name) => `${path || 'the root'} asks for ${name}@${entry.optionalDependencies[name]}, which the lock lacks`),
);
const addressed = Object.entries(packages).filter(
  ([, entry]) => typeof entry.resolved === 'string' && /^https?:/.test(entry.resolved),
);
for (const [path] of addressed) lacking.push(`${path} is locked to an address; the lock must work with any registry`);
for (const line of lacking) console.error(line);
process.exit(lacking.length === 0 ? 0 : 1);
