import { defaultPolicy, type Pack, type Policy, standardPacks, type Treatment } from '@strongroom/filter';
import { CommandFault, exitCode } from '../exit-code.js';

/** Treatments that need no key. */
const treatments = ['allow', 'flag', 'mask', 'redact', 'block'] as const satisfies readonly Treatment[];

/** The default policy with what the command line says otherwise: `CREDIT_CARD=redact`, `*=mask`. */
export function policyOf(pairs: readonly string[], own: readonly Pack[] = []): Policy {
  const types = new Set([...standardPacks, ...own].flatMap((pack) => pack.rules).map(({ type }) => type));
  return pairs.reduce((policy, pair) => {
    const [, type = '', name = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    const treatment = treatments.find((known) => known === name);
    if (treatment === undefined)
      throw new CommandFault(`--treat ${pair}: must be TYPE=${treatments.join('|')}`, exitCode.usage);
    if (type === '*') return { ...policy, otherwise: treatment, types: {} };
    if (!types.has(type)) throw new CommandFault(`--treat ${pair}: ${type} is no type that is found`, exitCode.usage);
    return { ...policy, types: { ...policy.types, [type]: treatment } };
  }, defaultPolicy);
}
