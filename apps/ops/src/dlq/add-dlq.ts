import type { Command } from 'commander';
import { AdminApi } from '../admin-api/admin-api.js';
import type { Output } from '../output/output.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { addDlqPurge, addDlqRequeue } from './act.command.js';
import { addDlqList } from './list.command.js';
import { addDlqShow } from './show.command.js';

interface ConnectionOptions {
  readonly gatewayUrl?: string;
  readonly clientId?: string;
  readonly clientSecretFile?: string;
}

/** What a running system says of the events that it could not handle, asked through its public door. */
export function addDlq(program: Command, root: string, output: () => Output): void {
  const dlq = program
    .command('dlq')
    .description('events that could not be handled: look at them, put them back, delete them')
    .option('--gateway-url <url>', 'of the system that is meant; GATEWAY_URLS unless given')
    .option('--client-id <id>', 'the client to act as; STRONGROOM_CLIENT_ID unless given')
    .option('--client-secret-file <file>', 'with its secret; STRONGROOM_CLIENT_SECRET(_FILE) unless given');
  const api = async (): Promise<AdminApi> => {
    const { config: configFile } = program.opts<{ config?: string }>();
    const flags = settingsOf(dlq.opts<ConnectionOptions>());
    return AdminApi.open(await readSettings(root, { flags, configFile }));
  };
  addDlqList(dlq, api, output);
  addDlqShow(dlq, api, output);
  addDlqRequeue(dlq, api, output);
  addDlqPurge(dlq, api, output);
}

function settingsOf({ gatewayUrl, clientId, clientSecretFile }: ConnectionOptions): Partial<Settings> {
  return {
    ...(gatewayUrl === undefined ? {} : { GATEWAY_URLS: gatewayUrl }),
    ...(clientId === undefined ? {} : { STRONGROOM_CLIENT_ID: clientId }),
    ...(clientSecretFile === undefined ? {} : { STRONGROOM_CLIENT_SECRET_FILE: clientSecretFile }),
  };
}
