import type { Command } from 'commander';
import { withConnection } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';
import { addDlqPurge, addDlqRequeue } from './act.command.js';
import { addDlqList } from './list.command.js';
import { addDlqShow } from './show.command.js';

/** What a running system says of the events that it could not handle, asked through its public door. */
export function addDlq(program: Command, root: string, output: () => Output): void {
  const dlq = program
    .command('dlq')
    .description('events that could not be handled: look at them, put them back, delete them');
  const api = withConnection(dlq, program, root);
  addDlqList(dlq, api, output);
  addDlqShow(dlq, api, output);
  addDlqRequeue(dlq, api, output);
  addDlqPurge(dlq, api, output);
}
