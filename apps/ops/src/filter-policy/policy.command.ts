import {
  listFilterPolicies,
  restoreFilterPolicy,
  setFilterPolicy,
  showFilterFeedback,
  showFilterPolicy,
  type Output as Answer,
} from '@strongroom/contracts';
import type { Command } from 'commander';
import { withConnection } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import {
  readPolicy,
  reportInForce,
  versionOf,
  withDirection,
  withExpectedVersion,
  type Changing,
  type Directed,
} from './policy-options.js';
import { addShadow } from './shadow.command.js';

type Version = Answer<typeof showFilterPolicy>;

const columns = [
  { header: 'VERSION', cell: ({ version }: Version) => String(version) },
  { header: 'SET', cell: ({ set_at }: Version) => set_at ?? '' },
  { header: 'BY', cell: ({ set_by }: Version) => (set_by === null ? '' : `${set_by.type}:${set_by.id}`) },
  { header: 'FROM', cell: ({ restored_from: from }: Version) => (from === null ? '' : String(from)) },
  { header: 'POLICY', cell: ({ policy }: Version) => JSON.stringify(policy) },
];

type Feedback = Answer<typeof showFilterFeedback>['rules'][number];

const feedbackColumns = [
  { header: 'RULE', cell: ({ rule }: Feedback) => rule },
  { header: 'CONFIRMED', cell: ({ confirmed }: Feedback) => String(confirmed) },
  { header: 'DISMISSED', cell: ({ dismissed }: Feedback) => String(dismissed) },
  { header: 'SCORE MIN', cell: ({ suggested_score_min: score }: Feedback) => (score === null ? '' : String(score)) },
];

/** The policies of a running system's filter, through its public door. */
export function addFilterPolicy(filter: Command, program: Command, root: string, output: () => Output): void {
  const group = filter.command('policy').description('what a running system does with what it finds, for your tenant');
  const open = withConnection(group, program, root);

  withDirection(group.command('show').description('the policy in force, as a file that `set` takes')).action(
    async ({ direction }: Directed) => {
      const inForce = await (await open()).call(showFilterPolicy, { direction });
      output().text(inForce, `${JSON.stringify(inForce.policy, null, 2)}\n`);
      output().say(`version ${inForce.version} of what is ${direction}`);
    },
  );

  withExpectedVersion(group.command('set').description('put the next version in force'))
    .argument('<file>', 'the policy in JSON; - is stdin')
    .action(async (file: string, { direction, expectedVersion: expected_version }: Changing) => {
      const policy = await readPolicy(file);
      reportInForce(output(), await (await open()).call(setFilterPolicy, { direction, policy, expected_version }));
    });

  withDirection(group.command('versions').description('every version that was set, newest first'))
    .option('--before <version>', 'only older ones', versionOf)
    .action(async ({ direction, before }: Directed & { readonly before?: number }) => {
      const { versions, next } = await (await open()).call(listFilterPolicies, { direction, before });
      output().rows(versions, columns);
      if (next !== null) output().say(`there are older ones: --before ${next}`);
    });

  withExpectedVersion(group.command('restore').description('put the policy of an older version in force, as the next'))
    .argument('<version>', 'as `versions` shows it', versionOf)
    .action(async (version: number, { direction, expectedVersion: expected_version }: Changing) => {
      reportInForce(output(), await (await open()).call(restoreFilterPolicy, { direction, version, expected_version }));
    });

  group
    .command('feedback')
    .description('what was said of findings, by rule, and the score_min that follows from it')
    .action(async () => {
      const feedback = await (await open()).call(showFilterFeedback, {});
      const { rules, ...all } = feedback;
      output().rows([{ rule: '*', ...all }, ...rules], feedbackColumns);
    });

  addShadow(group, open, output);
}
