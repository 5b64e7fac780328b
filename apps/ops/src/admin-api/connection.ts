import type { Scope } from '@strongroom/contracts';
import type { Command } from 'commander';
import { readSettings, type Settings } from '../settings/settings.js';
import { AdminApi } from './admin-api.js';

/** Opens the admin API when a command is carried out; `scopes` are asked for by name. */
export type OpenAdminApi = (...scopes: Scope[]) => Promise<AdminApi>;

interface ConnectionOptions {
  readonly gatewayUrl?: string;
  readonly clientId?: string;
  readonly clientSecretFile?: string;
}

/** Gives `group` the options that say which system is meant, and as whom its commands act. */
export function withConnection(group: Command, program: Command, root: string): OpenAdminApi {
  group
    .option('--gateway-url <url>', 'of the system that is meant; GATEWAY_URLS unless given')
    .option('--client-id <id>', 'the client to act as; STRONGROOM_CLIENT_ID unless given')
    .option('--client-secret-file <file>', 'with its secret; STRONGROOM_CLIENT_SECRET(_FILE) unless given');
  return async (...scopes) => {
    const { config: configFile } = program.opts<{ config?: string }>();
    const flags = settingsOf(group.opts<ConnectionOptions>());
    return AdminApi.open(await readSettings(root, { flags, configFile }), scopes);
  };
}

function settingsOf({ gatewayUrl, clientId, clientSecretFile }: ConnectionOptions): Partial<Settings> {
  return {
    ...(gatewayUrl === undefined ? {} : { GATEWAY_URLS: gatewayUrl }),
    ...(clientId === undefined ? {} : { STRONGROOM_CLIENT_ID: clientId }),
    ...(clientSecretFile === undefined ? {} : { STRONGROOM_CLIENT_SECRET_FILE: clientSecretFile }),
  };
}
