import { createHash } from 'node:crypto';
import { broadcasts, contracts, events, redisAclRules, type ServiceName } from '@strongroom/contracts';
import { wireKeyPatterns } from '@strongroom/messaging';

export interface ServiceUser {
  readonly service: ServiceName;
  readonly username: string;
  /** Words of `ACL SETUSER`, or of a line of an ACL file, after the name; without a password. */
  readonly rules: readonly string[];
}

/** A user of Redis for each service, who may do exactly what the contracts say it does. */
export function serviceUsers(): readonly ServiceUser[] {
  return redisAclRules({ contracts, events, broadcasts }, wireKeyPatterns()).map(({ service, rules }) => ({
    ...{ service, rules },
    username: `strongroom-${service}`,
  }));
}

/** The rule that sets a password without telling it. */
export function passwordRule(password: string): string {
  return `#${createHash('sha256').update(password).digest('hex')}`;
}
