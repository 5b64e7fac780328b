import type { Command } from 'commander';
import { withConnection } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { addAcceptRestoredLog } from '../restored-log/accept-restored-log.command.js';
import { addRevocationExport } from './export.command.js';
import { addTokenHistory } from './history.command.js';
import { addRevocationList } from './list.command.js';
import { addRevoke } from './revoke.command.js';
import { addSchedule } from './schedule.command.js';
import { addRevocationStats } from './stats.command.js';
import { addStop } from './stop.command.js';
import { addRevocationWatch } from './watch.command.js';

/** The revocation log of a running system, through its public door. */
export function addRevocation(program: Command, root: string, output: () => Output): void {
  const revocation = program.command('revocation').description('revoke, and see where it is enforced');
  const api = withConnection(revocation, program, root);
  addRevoke(revocation, api, output);
  addStop(revocation, api, output);
  addSchedule(revocation, api, output);
  addRevocationList(revocation, api, output);
  addRevocationExport(revocation, api, output);
  addTokenHistory(revocation, api, output);
  addRevocationStats(revocation, api, output);
  addAcceptRestoredLog(revocation, program, root, output);
  addRevocationWatch(revocation, api, output);
}
