import { z } from 'zod';
import { Secret } from '../secret.js';
import type { SecretHistory, SecretVersion, StoredSecret } from '../secret-store.js';

// Answers of the KV version 2 API. `deletion_time` is empty for a version that is live.
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const versionFields = { created_time: time, deletion_time: z.string(), destroyed: z.boolean() };

const readBody = z.object({
  data: z.object({
    data: z.record(z.string(), z.string()).nullable(),
    metadata: z.object({ version: z.number().int(), ...versionFields }),
  }),
});
const writeBody = z.object({ data: z.object({ version: z.number().int() }) });
const historyBody = z.object({
  data: z.object({
    current_version: z.number().int(),
    versions: z.record(z.string(), z.object(versionFields)),
  }),
});
const listBody = z.object({ data: z.object({ keys: z.array(z.string()) }) });

/** Undefined if the version is not live. */
export function parseRead(body: unknown): StoredSecret | undefined {
  const { data, metadata } = readBody.parse(body).data;
  if (data === null) return undefined;
  const secrets = Object.entries(data).map(([name, value]) => [name, Secret.of(value)] as const);
  return { version: metadata.version, writtenAt: metadata.created_time, data: Object.fromEntries(secrets) };
}

export function parseWrite(body: unknown): { readonly version: number } {
  return { version: writeBody.parse(body).data.version };
}

export function parseHistory(body: unknown): SecretHistory {
  const { current_version, versions } = historyBody.parse(body).data;
  return {
    currentVersion: current_version,
    versions: Object.entries(versions)
      .map(([number, version]): SecretVersion => ({
        version: Number(number),
        writtenAt: version.created_time,
        state: version.destroyed ? 'destroyed' : version.deletion_time === '' ? 'live' : 'deleted',
      }))
      .sort((one, other) => one.version - other.version),
  };
}

export function parseList(body: unknown): readonly string[] {
  return listBody.parse(body).data.keys;
}
