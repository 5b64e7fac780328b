import NodeVault from 'node-vault';
import { faultOfAnswer, faultOfNetwork } from './faults.js';

export interface VaultRequest {
  readonly method: 'GET' | 'LIST' | 'POST' | 'DELETE';
  /** Below `/v1/`, without a leading slash; made of checked segments only (see `path.ts`). */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  readonly signal: AbortSignal;
}

/** What node-vault hands to its HTTP library, as far as it is used here. */
interface HttpOptions {
  readonly method: string;
  readonly uri: string;
  readonly headers: Record<string, string>;
  readonly json?: unknown;
  readonly signal: AbortSignal;
}

/**
 * One HTTP exchange with the store: no retry, no state. node-vault's own HTTP is replaced, because it follows a redirect
 * to another host with the token, has no deadline, and takes any error under a path that contains `sys/health` for an
 * answer (node-vault 0.12.0, src/index.js).
 */
export class VaultTransport {
  private readonly client: NodeVault.client;

  /** @param address such as `https://vault.internal:8200` */
  constructor(address: string) {
    this.client = NodeVault({
      endpoint: address,
      // Its debug output holds what is written.
      debug: () => undefined,
      'request-promise': { defaults: () => exchange },
    });
    // It takes these from the environment if they are not given: then another identity than ours would be used.
    Object.assign(this.client, { token: '', namespace: '', pathPrefix: '' });
  }

  /** The parsed body of a 2xx answer, undefined if it has none. @throws {VaultFault} on anything else */
  async send({ method, path, body, token, signal }: VaultRequest): Promise<unknown> {
    const answer: unknown = await this.client.request({
      method,
      path: `/${path}`,
      headers: token === undefined ? {} : { 'X-Vault-Token': token },
      signal,
      ...(body === undefined ? {} : { json: body }),
    });
    return answer;
  }
}

async function exchange({ method, uri, headers, json, signal }: HttpOptions): Promise<unknown> {
  const init: RequestInit = { method, headers, signal, redirect: 'manual' };
  if (json !== undefined) {
    init.body = JSON.stringify(json);
    init.headers = { ...headers, 'Content-Type': 'application/json' };
  }
  const { response, text } = await fetch(uri, init)
    .then(async (received) => ({ response: received, text: await received.text() }))
    .catch((error: unknown) => {
      throw faultOfNetwork(error, signal.aborted);
    });
  if (!response.ok) throw faultOfAnswer(response, text);
  return { statusCode: 200, body: text === '' ? undefined : parse(text), request: { path: '' } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The text itself may be a secret cut short: it is not shown.
    throw faultOfNetwork(new Error('the answer is not JSON'), false);
  }
}
