import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { Output } from '../output/output.js';
import { consumers, type ConsumerName } from './consumers.js';
import { consumerOption } from './letter-options.js';

export function addDlqShow(dlq: Command, api: () => Promise<AdminApi>, output: () => Output): void {
  dlq
    .command('show')
    .description('all that is known of one dead letter')
    .argument('<id>', 'as `dlq list` shows it')
    .addOption(consumerOption().makeOptionMandatory())
    .option('--body', 'also the event itself, its secrets struck out; that you read it goes on record')
    .action(async (id: string, { consumer, body = false }: { consumer: ConsumerName; body?: boolean }) => {
      const opened = await api();
      const shown = await opened.call(consumers[consumer].show, { letter_id: id, body: body ? 'true' : 'false' });
      const { event, ...letter } = shown.letter;
      const rows = Object.entries({
        ...letter,
        ...Object.fromEntries(Object.entries(event ?? {}).map(([name, value]) => [`event.${name}`, value])),
      }).map(([field, value]) => ({ field, value: value === null ? '-' : String(value) }));
      if (body) rows.push({ field: 'body', value: shown.withheld ?? JSON.stringify(shown.body) });
      output().record(shown, rows);
    });
}
