import { readFile } from 'node:fs/promises';
import { loadConfig, type Environment } from '@strongroom/platform';
import { z } from 'zod';
import { CommandFault, exitCode } from '../exit-code.js';
import { readEnvFile } from './env-file.js';

const url = (protocol: RegExp, error: string): z.ZodOptional<z.ZodURL> => z.url({ protocol, error }).optional();

/** What commands may need; each says what it cannot do without. Names are those of the environment. */
const settingsSchema = z.object({
  DATABASE_URL: url(/^postgres(?:ql)?$/, 'must be a postgres:// URL'),
  REDIS_URL: url(/^rediss?$/, 'must be a redis:// or rediss:// URL'),
  VAULT_ADDR: url(/^https?$/, 'must be an http:// or https:// URL'),
  VAULT_TOKEN: z.string().optional(),
  VAULT_ROLE_ID_FILE: z.string().optional(),
  VAULT_SECRET_ID_FILE: z.string().optional(),
  GATEWAY_URLS: z.string().optional(),
  REVOCATION_FEED_URLS: z.string().optional(),
  STRONGROOM_CLIENT_ID: z.string().optional(),
  STRONGROOM_CLIENT_SECRET: z.string().optional(),
  STRONGROOM_CLIENT_SECRET_FILE: z.string().optional(),
});
export type Settings = z.output<typeof settingsSchema>;

/** The shell's own settings, and nothing else: what `up` goes by. @throws {ConfigFault} */
export function shellSettings(environment?: Environment): Settings {
  return loadConfig(settingsSchema, environment);
}

/**
 * Settings from, first to last: flags, the shell's environment, the file that `--config` names (JSON, the same names), and
 * what `strongroom up` wrote to `.strongroom/env`.
 *
 * @throws {ConfigFault} with every fault at once
 */
export async function readSettings(
  root: string,
  { flags = {}, configFile }: { readonly flags?: Partial<Settings>; readonly configFile?: string | undefined } = {},
): Promise<Settings> {
  const layers = [await readEnvFile(root), await readConfigFile(configFile), shellSettings(), flags];
  const given = layers.flatMap((layer) => Object.entries(layer)).filter(([, value]) => value !== undefined);
  return loadConfig(settingsSchema, Object.fromEntries(given) as Environment);
}

const isHandedOn = (name: string): boolean => name.startsWith('OTEL_') || name === 'WEBHOOK_ALLOWED_NETWORKS';

/** What the shell says of telemetry, and of where webhooks may go, for the processes that are started: they inherit nothing else. */
export function handedOnSettings(environment?: Environment): Readonly<Record<string, string>> {
  const all = loadConfig(z.record(z.string(), z.string()), environment);
  return Object.fromEntries(Object.entries(all).filter(([name]) => isHandedOn(name)));
}

/** The setting, or a fault that tells how to give it. */
export function needed(settings: Settings, name: keyof Settings): string {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new CommandFault(
    `${name} is not set. Start the system with "npm start", or give it by environment or --config.`,
    exitCode.usage,
  );
}

async function readConfigFile(file: string | undefined): Promise<Environment> {
  if (file === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CommandFault(`${file} is not a readable JSON object of names and strings`, exitCode.usage, { cause });
  }
}
