import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Secret } from '../secret.js';
import type { VaultRequest } from '../wire/transport.js';

/** How a process proves to the store who it is. Files are read at each login, so that they can be replaced meanwhile. */
export type VaultLogin =
  | { readonly method: 'approle'; readonly roleIdFile: string; readonly secretIdFile: string }
  | { readonly method: 'kubernetes'; readonly role: string; readonly jwtFile: string }
  /** A token that somebody else made and renews: for development only. */
  | { readonly method: 'token'; readonly token: Secret };

/** What the store grants for a login or a renewal. Times in milliseconds, from the moment it was asked. */
export interface Grant {
  readonly token: string;
  readonly ttlMs: number;
  readonly renewable: boolean;
}

const authBody = z.object({
  auth: z.object({ client_token: z.string(), lease_duration: z.number(), renewable: z.boolean() }),
});

/** The request that logs in, or a token that needs none. */
export async function loginRequest(login: VaultLogin): Promise<Pick<VaultRequest, 'method' | 'path' | 'body'> | Grant> {
  switch (login.method) {
    case 'approle': {
      const [role_id, secret_id] = await Promise.all([readLine(login.roleIdFile), readLine(login.secretIdFile)]);
      return { method: 'POST', path: 'auth/approle/login', body: { role_id, secret_id } };
    }
    case 'kubernetes': {
      const body = { role: login.role, jwt: await readLine(login.jwtFile) };
      return { method: 'POST', path: 'auth/kubernetes/login', body };
    }
    case 'token':
      return { token: login.token.reveal(), ttlMs: Number.POSITIVE_INFINITY, renewable: false };
  }
}

/** Reads the answer to a login or to a renewal. */
export function parseGrant(answer: unknown): Grant {
  const { auth } = authBody.parse(answer);
  // A duration of 0 is a token without an end.
  const ttlMs = auth.lease_duration === 0 ? Number.POSITIVE_INFINITY : auth.lease_duration * 1_000;
  return { token: auth.client_token, ttlMs, renewable: auth.renewable };
}

async function readLine(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim();
}
