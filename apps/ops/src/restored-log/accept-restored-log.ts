import { AuditLog } from '@strongroom/audit';
import { generationOf } from '@strongroom/guard';
import { LogHead, logPosition } from '@strongroom/persistence';
import { everyTenant, runInContext, serviceContext } from '@strongroom/security-context';
import type { AdministratorsDatabase } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import { RestoredLogStore, revocationLog, type LogEnd } from './restored-log.store.js';

export interface Mark {
  readonly seq: number;
  readonly entryId: string;
}

export interface AcceptTerms {
  readonly mark: Mark;
  /** What the operator takes the mark to be, so that nobody accepts a loss that he has not seen. */
  readonly seen: number;
  readonly reason: string;
  readonly actor: string;
}

export interface Accepted {
  /** The place up to which entries were given out, and the last that is there. */
  readonly lostUpTo: number;
  readonly head: number;
  /** In which the log goes on, above all that was ever given out. */
  readonly generation: number;
}

/**
 * Has a log that was restored go on without ending everything: in the generation that the service would have begun, so that what is
 * given out from now on is above what was lost, but without its cut-off. What was revoked in between lives again.
 *
 * @throws {CommandFault} where there is nothing to accept, it is not what the operator has seen, or the service came first
 */
export function acceptRestoredLog(
  { transactions, db }: AdministratorsDatabase,
  { mark, seen, reason, actor }: AcceptTerms,
): Promise<Accepted> {
  const store = new RestoredLogStore(db);
  const context = { ...serviceContext('ops', everyTenant), actor: { type: 'user', id: actor } as const };
  return runInContext(context, () =>
    transactions.runAcrossTenants(async () => {
      const end = await store.lockEnd(mark.seq);
      requireRestored(end, mark);
      if (seen !== mark.seq) throw refused(`the log had come to ${mark.seq}, not to ${seen}`);
      const generation = generationOf(mark.seq) + 1;
      await new LogHead(db, revocationLog).raiseGeneration(generation);
      const head = logPosition(end.generation, end.n);
      await new AuditLog(db).record({
        action: 'log.restore.accept',
        target: { type: 'log', id: 'revocation' },
        outcome: 'succeeded',
        details: { generation, seen, head, reason },
      });
      return { lostUpTo: mark.seq, head, generation };
    }),
  );
}

function requireRestored(end: LogEnd, mark: Mark): void {
  if (end.isServed)
    throw refused('a replica of the revocation service runs, or did a moment ago; stop all of them first');
  if (end.generation > generationOf(mark.seq)) {
    throw refused(
      `the log is in generation ${end.generation} already: the service has ended everything, or it was accepted`,
    );
  }
  const isAnother = end.entryIdThere !== null && end.entryIdThere !== mark.entryId;
  if (logPosition(end.generation, end.n) < mark.seq || isAnother) return;
  throw refused('the log has all that it had given out: it was not restored, and there is nothing to accept');
}

function refused(why: string): CommandFault {
  return new CommandFault(`${why}. Nothing was changed.`, exitCode.general);
}
