import { confirmStop, emergencyStop, liftStop, showStop } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { OpenAdminApi } from '../admin-api/connection.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { placeInLog } from './place-in-log.js';
import { withReason, type ReasonOptions } from './reason-option.js';
import { report } from './revoke.command.js';

const EMERGENCY = 'revocation:emergency';

/** While a stop stands, with the right to deal with it; whoever may not have that reads while none does. */
async function toRead(open: OpenAdminApi): Promise<AdminApi> {
  try {
    return await open(EMERGENCY);
  } catch (refused) {
    if (!(refused instanceof CommandFault) || refused.exitCode !== exitCode.permission) throw refused;
    return open();
  }
}

/** Each asks for a token of its own: while a stop stands, no other is good. */
export function addStop(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withReason(
    revocation
      .command('stop')
      .description('end everything in every tenant, and let nothing new live until it is lifted'),
  ).action(async (why: ReasonOptions) => {
    const outcome = await (await open(EMERGENCY)).call(emergencyStop, why);
    if (outcome.status !== 'awaiting_confirmation') {
      report(output(), outcome);
      return;
    }
    const { request_id: id, requested_by: by, expires_at: until } = outcome;
    const out = output();
    out.value(
      outcome,
      `nothing is stopped yet: ${by.id} asked for it, and another client must confirm it until ${until}`,
    );
    out.say(`by another client: strongroom revocation confirm-stop ${id}`);
    throw new CommandFault('the stop waits to be confirmed', exitCode.partial);
  });

  revocation
    .command('confirm-stop')
    .description('make the stop that another client has asked for')
    .argument('<request-id>', 'as `stop` showed it')
    .action(async (request_id: string) => {
      report(output(), await (await open(EMERGENCY)).call(confirmStop, { request_id }));
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
      const answer = await (await toRead(open)).call(showStop, {});
      const { latest } = answer;
      const last =
        latest === null
          ? ''
          : `; ${latest.scope} ${latest.seq ?? '(pending)'} by ${latest.revoked_by.id}, ${latest.reason}`;
      output().value(answer, `${answer.stopped ? 'stopped' : 'not stopped'}${last}`);
    });
}
