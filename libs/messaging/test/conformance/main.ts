// `npm run test:conformance`: every property of the transport, of ours and of NestJS's own, as a table.
//   --write          also writes the table to libs/messaging/docs/conformance.md
//   a property's name: that one only
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { obtainRedis } from '@strongroom/provisioning';
import { Redis } from 'ioredis';
import { judge } from './judge.ts';
import { properties } from './properties.ts';
import { type Outcome } from './property.ts';
import { page, type Row } from './table.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const wanted = new Set(process.argv.slice(2).filter((word) => !word.startsWith('--')));

// The stock transporter breaks on purpose here, and tells each time; what it cannot catch must not end the judge.
Logger.overrideLogger(false);
const uncaught: unknown[] = [];
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (fault) => uncaught.push(fault));

function inWords(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'does not apply';
  return `${outcome.holds ? 'holds' : 'BREAKS'}: ${outcome.how}`;
}

/** `Valkey 9.1.2` */
async function serverAt(url: string): Promise<string> {
  const redis = new Redis(url);
  const info = await redis.info('server');
  redis.disconnect();
  const valkey = /^valkey_version:(.+)$/m.exec(info)?.[1];
  return valkey === undefined
    ? `Redis ${/^redis_version:(.+)$/m.exec(info)?.[1] ?? ''}`.trim()
    : `Valkey ${valkey.trim()}`;
}

const server = await obtainRedis({
  ...{ root, data: 'scratch' },
  say: (line) => {
    console.log(line);
  },
});
const rows: Row[] = [];
try {
  for (const [index, property] of properties.entries()) {
    if (wanted.size > 0 && !wanted.has(property.name)) continue;
    const startedMs = performance.now();
    const ours = await judge(property, 'ours', server.url);
    const stock = property.asked.includes('stock') ? await judge(property, 'stock', server.url) : undefined;
    rows.push({ number: index + 1, property, ours, stock });
    console.log(`\n${index + 1}. ${property.name}: ${property.guarantee}`);
    console.log(`   ours   ${inWords(ours)}`);
    console.log(`   stock  ${inWords(stock)}`);
    console.log(`   (${((performance.now() - startedMs) / 1_000).toFixed(1)} s)`);
  }
  if (process.argv.includes('--write')) {
    writeFileSync(join(root, 'libs/messaging/docs/conformance.md'), page(rows, root, await serverAt(server.url)));
  }
} finally {
  await server.stop();
}

const passed = rows.filter(({ ours }) => ours.holds).length;
console.log(`\n${passed} passed, ${rows.length - passed} failed`);
process.exit(passed === rows.length ? 0 : 1);
