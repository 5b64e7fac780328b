import {
  promoteShadowPolicy,
  showShadowPolicy,
  startShadowPolicy,
  stopShadowPolicy,
  type Output as Answer,
} from '@strongroom/contracts';
import type { Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import {
  readPolicy,
  reportInForce,
  withDirection,
  withExpectedVersion,
  type Changing,
  type Directed,
} from './policy-options.js';

type Shadow = Answer<typeof showShadowPolicy>;

/** A policy that decides nothing, and is tried beside the one in force. */
export function addShadow(policy: Command, open: OpenAdminApi, output: () => Output): void {
  const group = policy.command('shadow').description('try a policy before it decides');

  withExpectedVersion(group.command('start').description('begin to compare it with the version in force'))
    .argument('<file>', 'the policy in JSON; - is stdin')
    .action(async (file: string, { direction, expectedVersion: expected_version }: Changing) => {
      const tried = await readPolicy(file);
      const shadow = await (await open()).call(startShadowPolicy, { direction, policy: tried, expected_version });
      output().value(shadow, `${shadow.id} is compared with version ${shadow.base_version}`);
    });

  withDirection(group.command('show').description('what it would have done otherwise, so far')).action(
    async ({ direction }: Directed) => {
      const shadow = await (await open()).call(showShadowPolicy, { direction });
      output().record(shadow, fieldsOf(shadow));
    },
  );

  group
    .command('promote')
    .description('put it in force, and end the trial')
    .argument('<id>', 'as `show` tells it')
    .action(async (id: string) => {
      reportInForce(output(), await (await open()).call(promoteShadowPolicy, { id }));
    });

  group
    .command('stop')
    .description('end the trial without effect')
    .argument('<id>', 'as `show` tells it')
    .action(async (id: string) => {
      const shadow = await (await open()).call(stopShadowPolicy, { id });
      output().value(shadow, `${shadow.id} is ${shadow.status}`);
    });
}

function fieldsOf(shadow: Shadow): { readonly field: string; readonly value: string }[] {
  const { id, status, base_version, contents, findings } = shadow;
  const counted = [...contents.map((one) => ({ rule: 'contents', ...one })), ...findings];
  return [
    { field: 'id', value: id },
    { field: 'status', value: status },
    { field: 'compared with version', value: String(base_version) },
    ...counted.map(({ rule, in_force, shadow: tried, count }) => ({
      field: `${rule}: ${in_force} -> ${tried}`,
      value: String(count),
    })),
  ];
}
