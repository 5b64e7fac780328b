import { Secret } from '../secret.js';
import { SecretConflict, type StoredSecret } from '../secret-store.js';
import type { VaultCall, VaultClient } from '../vault-client.js';
import { VaultFault } from '../vault-fault.js';
import { parseRead, parseWrite } from './bodies.js';

export interface CompareAndSet {
  readonly mount: string;
  readonly path: string;
  readonly data: Readonly<Record<string, Secret | string>>;
  readonly cas: number;
}

/**
 * Writes version `cas + 1`. A write whose answer was lost is never simply repeated: what stands at that version is read
 * first. If it is ours, the write is done; if it is another's, this is a conflict; if nothing is there, it is tried again,
 * and should the lost one arrive after all, the store refuses the second and what stands is compared again.
 *
 * @throws {SecretConflict} if another write took the version
 * @throws {VaultFault} with `outcomeUnknown` if the store went away before anybody could look
 */
export async function compareAndSet(client: VaultClient, write: CompareAndSet): Promise<{ readonly version: number }> {
  const version = write.cas + 1;
  const earlier = { mayStand: false };
  try {
    return await client.attempt(async (once) => {
      if (earlier.mayStand && (await standsAt(version, write, once))) return { version };
      try {
        return parseWrite(await once(writeCall(write)));
      } catch (error) {
        if (!isConflict(error)) {
          earlier.mayStand ||= error instanceof VaultFault && error.passing;
          throw error;
        }
        if (earlier.mayStand && (await standsAt(version, write, once))) return { version };
        throw new SecretConflict(write.path, write.cas);
      }
    });
  } catch (error) {
    if (!earlier.mayStand || !(error instanceof VaultFault) || !error.passing) throw error;
    const message = `whether ${write.path} was written is not known: ${error.message}`;
    throw new VaultFault(error.kind, { message, outcomeUnknown: true, cause: error });
  }
}

function writeCall({ mount, path, data, cas }: CompareAndSet): VaultCall {
  const revealed = Object.entries(data).map(([name, value]) => [name, reveal(value)] as const);
  return {
    method: 'POST',
    path: `${mount}/data/${path}`,
    body: { options: { cas }, data: Object.fromEntries(revealed) },
  };
}

/** Whether exactly what we wanted to write is the given version. */
async function standsAt(
  version: number,
  { mount, path, data }: CompareAndSet,
  once: (call: VaultCall) => Promise<unknown>,
): Promise<boolean> {
  try {
    const stored = parseRead(await once({ method: 'GET', path: `${mount}/data/${path}?version=${version}` }));
    return stored?.version === version && holds(stored, data);
  } catch (error) {
    if (error instanceof VaultFault && error.kind === 'missing') return false;
    throw error;
  }
}

function holds(stored: StoredSecret, wanted: CompareAndSet['data']): boolean {
  const names = Object.keys(wanted);
  if (names.length !== Object.keys(stored.data).length) return false;
  return names.every((name) => stored.data[name]?.equals(reveal(wanted[name] ?? '')) ?? false);
}

function isConflict(error: unknown): boolean {
  return error instanceof VaultFault && error.kind === 'refused' && error.message.includes('check-and-set');
}

function reveal(value: Secret | string): string {
  return value instanceof Secret ? value.reveal() : value;
}
