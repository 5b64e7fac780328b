import type { ServiceName } from '@strongroom/contracts';
import { passwordRule, serviceUsers } from './service-users.js';

/**
 * What Redis calls an aclfile. Without the password of a service its line has a word that Redis refuses to load, so that no
 * user without a password comes to be by forgetting one.
 */
export function aclFile(passwords: ReadonlyMap<ServiceName, string>): string {
  // A file that does not name `default` would leave it as Redis makes it: everything allowed, without a password.
  const lines = serviceUsers().map(({ service, username, rules }) => {
    const password = passwords.get(service);
    return ['user', username, ...rules, password === undefined ? placeholder(service) : passwordRule(password)].join(
      ' ',
    );
  });
  return `${['user default reset', ...lines].join('\n')}\n`;
}

function placeholder(service: ServiceName): string {
  return `#<SHA-256-of-the-password-of-${service}>`;
}
