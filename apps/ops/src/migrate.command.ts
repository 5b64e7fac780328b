import type { Command } from 'commander';
import type { Output } from './output/output.js';
import { needed, readSettings } from './settings/settings.js';
import { migrateDatabase } from './database/prepare-database.js';

export function addMigrate(program: Command, root: string, output: () => Output): void {
  program
    .command('migrate')
    .description('bring the database schema up to date; whoever comes at the same time waits')
    .option('--database-url <url>', 'as an administrator of the database')
    .action(async ({ databaseUrl }: { databaseUrl?: string }) => {
      const { config } = program.opts<{ config?: string }>();
      const flags = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
      const settings = await readSettings(root, { flags, configFile: config });
      const ran = await migrateDatabase(needed(settings, 'DATABASE_URL'));
      const sentence = ran.length === 0 ? 'nothing to do: the schema is up to date' : `ran ${ran.join(', ')}`;
      output().value({ ran }, sentence);
    });
}
