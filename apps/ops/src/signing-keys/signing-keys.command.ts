import { listSigningKeys, rotateSigningKey, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import { withConnection } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';

type Key = Answer<typeof listSigningKeys>['signing_keys'][number];

const columns = [
  { header: 'KEY', cell: ({ kid }: Key) => kid },
  { header: 'STATE', cell: ({ state }: Key) => state },
  { header: 'PUBLISHED', cell: (key: Key) => key.published_at },
  { header: 'SIGNS FROM', cell: (key: Key) => key.signs_from ?? '' },
  { header: 'PUBLISHED UNTIL', cell: (key: Key) => key.published_until ?? '' },
];

/** The keys that sign access tokens, through the public door of a running system. */
export function addSigningKeys(program: Command, root: string, output: () => Output): void {
  const signingKeys = program.command('signing-keys').description('the keys that sign access tokens');
  const open = withConnection(signingKeys, program, root);

  signingKeys
    .command('list')
    .description('every signing key: next, active, overlap, retired, revoked')
    .action(async () => {
      const { signing_keys } = await (await open()).call(listSigningKeys, {});
      output().rows(signing_keys, columns);
    });

  signingKeys
    .command('rotate')
    .description('publish a new key, which takes over when verifiers have had time to read it')
    .action(async () => {
      const rotation = await (await open('signing-keys:write')).call(rotateSigningKey, {});
      const { kid, signs_from } = rotation.next;
      const how = rotation.outcome === 'begun' ? 'is published' : 'was published before, and is not in use yet';
      output().value(rotation, `signing key ${kid} ${how}; it signs from ${signs_from ?? 'now'}`);
    });
}
