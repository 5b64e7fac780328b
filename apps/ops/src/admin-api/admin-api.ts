import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { errorFacts, type Contract, type InputToSend, type Output, type Scope } from '@strongroom/contracts';
import { z } from 'zod';
import { CommandFault, exitCode, type ExitCode } from '../exit-code.js';
import { needed, type Settings } from '../settings/settings.js';

const ANSWER_WITHIN_MS = 35_000;

const tokenBody = z.object({ access_token: z.string() });
const problem = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() });

/** The public admin API, as the client that the settings name: what any script could do with the same credential. */
export class AdminApi {
  private constructor(
    private readonly gateway: string,
    private readonly token: string,
  ) {}

  /**
   * `scopes`: what is asked for by name; without any the client gets all that a token holds unasked.
   *
   * @throws {CommandFault} if a setting is missing, the gateway cannot be reached, or it refuses the client
   */
  static async open(settings: Settings, scopes: readonly Scope[] = []): Promise<AdminApi> {
    const gateway = needed(settings, 'GATEWAY_URLS').split(',')[0] ?? '';
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: needed(settings, 'STRONGROOM_CLIENT_ID'),
      client_secret: await secretOf(settings),
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    });
    const answer = await fetched(new URL('/oauth/token', gateway), { method: 'POST', body });
    if (!answer.ok) {
      const why = `${gateway} gives the client no token (${answer.status}): ${await answer.text()}`;
      throw new CommandFault(why, answer.status < 500 ? exitCode.permission : exitCode.general);
    }
    return new AdminApi(gateway, tokenBody.parse(await answer.json()).access_token);
  }

  /** @throws {CommandFault} with the exit code that belongs to the error's code */
  async call<C extends Contract>(contract: C, input: InputToSend<C>): Promise<Output<C>> {
    const answer = await this.#send(contract, input, AbortSignal.timeout(ANSWER_WITHIN_MS));
    return contract.output.parse(await answer.json()) as Output<C>;
  }

  /**
   * The lines of an answer that is streamed, as they come; for however long, as long as they come.
   *
   * @throws {CommandFault} also where they break off before their end
   */
  async *lines<C extends Contract>(contract: C, input: InputToSend<C>): AsyncGenerator<string> {
    const begun = new AbortController();
    const timer = setTimeout(() => {
      begun.abort();
    }, ANSWER_WITHIN_MS);
    const answer = await this.#send(contract, input, begun.signal);
    clearTimeout(timer);
    if (answer.body === null) return;
    try {
      const text = Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
      yield* createInterface({ input: text, crlfDelay: Infinity });
    } catch (cause) {
      throw new CommandFault('the answer broke off before its end', exitCode.partial, { cause });
    }
  }

  async #send<C extends Contract>(contract: C, input: InputToSend<C>, signal: AbortSignal): Promise<Response> {
    const { method, url, rest } = requestOf(contract, input as object, this.gateway);
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const body = method === 'GET' ? {} : { body: JSON.stringify(rest) };
    const answer = await fetched(url, { method, headers, signal, ...body });
    if (!answer.ok) throw faultOf(await answer.text(), answer.status);
    return answer;
  }
}

async function secretOf(settings: Settings): Promise<string> {
  const file = settings.STRONGROOM_CLIENT_SECRET_FILE;
  if (file === undefined) return needed(settings, 'STRONGROOM_CLIENT_SECRET');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new CommandFault(`STRONGROOM_CLIENT_SECRET_FILE: ${file} cannot be read`, exitCode.usage, { cause });
  }
}

interface ContractRequest {
  readonly method: string;
  readonly url: URL;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Fields of the input go where the contract's HTTP door reads them: path, query or body. */
function requestOf(contract: Contract, input: object, gateway: string): ContractRequest {
  if (contract.http === undefined) throw new Error(`${contract.pattern} has no HTTP door`);
  const { method, path } = contract.http;
  const fields = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/:([a-z_]+)/g, (_, name: string) => {
    const value = String(fields.get(name));
    fields.delete(name);
    return encodeURIComponent(value);
  });
  const url = new URL(filled, gateway);
  if (method === 'GET') for (const [name, value] of fields) url.searchParams.set(name, String(value));
  return { method, url, rest: Object.fromEntries(fields) };
}

async function fetched(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...request });
  } catch (cause) {
    throw new CommandFault(`${url.origin} does not answer`, exitCode.general, { cause });
  }
}

function faultOf(text: string, status: number): CommandFault {
  const read = problem.safeParse(jsonOf(text));
  if (!read.success) return new CommandFault(`the gateway answered ${status} without saying why`);
  const { code, title, detail } = read.data;
  return new CommandFault(`${detail ?? title} (${code})`, errorFacts(code).exitCode as ExitCode);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
