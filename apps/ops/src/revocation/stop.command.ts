import { emergencyStop, liftStop, showStop } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { placeInLog } from './place-in-log.js';
import { withReason, type ReasonOptions } from './reason-option.js';
import { report } from './revoke.command.js';

const EMERGENCY = 'revocation:emergency';

/** Each asks for a token of its own: while a stop stands, no other is good. */
export function addStop(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withReason(
    revocation
      .command('stop')
      .description('end everything in every tenant, and let nothing new live until it is lifted'),
  ).action(async (why: ReasonOptions) => {
    report(output(), await (await open(EMERGENCY)).call(emergencyStop, why));
  });

  withReason(revocation.command('lift').description('lift the stop that stands; everybody logs in again'))
    .requiredOption('--stop-seq <seq>', 'of the stop that is meant, as `stop-status` shows it', placeInLog)
    .action(async ({ stopSeq: stop_seq, ...why }: ReasonOptions & { stopSeq: number }) => {
      report(output(), await (await open(EMERGENCY)).call(liftStop, { stop_seq, ...why }));
    });

  revocation
    .command('stop-status')
    .description('whether a stop stands, and who made or lifted the last one')
    .action(async () => {
      const answer = await (await open(EMERGENCY)).call(showStop, {});
      const { latest } = answer;
      const last =
        latest === null
          ? ''
          : `; ${latest.scope} ${latest.seq ?? '(pending)'} by ${latest.revoked_by.id}, ${latest.reason}`;
      output().value(answer, `${answer.stopped ? 'stopped' : 'not stopped'}${last}`);
    });
}
