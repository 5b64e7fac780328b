import { errorFacts } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { ConfigFault } from '@strongroom/platform';
import { ServerUnavailable, type ServerName } from '@strongroom/provisioning';
import { VaultFault } from '@strongroom/vault';
import { CommanderError } from 'commander';

/** What a shell learns of a command's end. 0 to 4 are what older tools around this system have always used. */
export const exitCode = {
  ok: 0,
  general: 1,
  usage: 2,
  database: 3,
  redis: 4,
  secretStore: 5,
  partial: 6,
  notFound: 7,
  permission: 8,
  /** What was to be checked is not what it was. */
  tampered: 9,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A command ends without having done what it was asked. The message is for the person who typed it. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';

  constructor(
    message: string,
    readonly exitCode: ExitCode = 1,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

const byServer: Readonly<Record<ServerName, ExitCode>> = {
  postgres: exitCode.database,
  redis: exitCode.redis,
  openbao: exitCode.secretStore,
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFault) return error.exitCode;
  if (error instanceof ServerUnavailable) return byServer[error.server];
  if (error instanceof VaultFault) return error.kind === 'denied' ? exitCode.permission : exitCode.secretStore;
  if (error instanceof ConfigFault) return exitCode.usage;
  if (error instanceof DomainError) return domainExitCode(String(error.code));
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  return exitCode.general;
}

/** To services an absent database is one kind of unavailable; to a shell it has a code of its own. */
function domainExitCode(code: string): number {
  return code === 'err:platform:unavailable:database' ? exitCode.database : errorFacts(code).exitCode;
}
