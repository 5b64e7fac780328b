import { type Contract } from './contract.js';

/**
 * How old a guard's knowledge of revocations may be at the doors of a contract, outside and between services: what changes
 * something, or gives out a secret, is decided on knowledge of a second ago at most.
 */
export function stalenessPolicyOf({ kind, secrets }: Contract): 'strict' | 'bounded' {
  return kind === 'command' || secrets?.output !== undefined ? 'strict' : 'bounded';
}
