import { type z } from 'zod';
import { ConfigFault } from './config-fault.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings that `schema` names, read from the environment and validated; an empty variable counts as not set.
 * Throws `ConfigFault` with every fault at once. Values are never repeated: some of them are secrets.
 */
export function loadConfig<S extends z.ZodType>(schema: S, environment: Environment = process.env): z.output<S> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigFault(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`),
  );
}
