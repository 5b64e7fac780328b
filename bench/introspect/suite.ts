import { join } from 'node:path';
import { send } from '../../e2e/tour/http-client.ts';
import { type LoopResult } from '../frame/closed-loop.ts';
import { openSystem, type OwnSystem } from '../frame/own-system.ts';
import { Participant } from '../frame/participant.ts';
import { serverVersion } from '../frame/redis.ts';
import { type OpenContestant, type OpenSuite } from '../frame/suite.ts';
import { basic, CONNECTIONS, type LoadTerms } from './question.ts';

const OURS = 'Strongroom';
const BARE = 'bare Fastify (limit)';
const TOKENS = 64;
const SCOPE = 'orders:read orders:write';
/** As long as one of ours with these scopes, signed by RS256. */
const TOKEN_CHARS = 750;
const answerOfOurs = {
  ...{ active: true, iss: 'http://127.0.0.1:8080', sub: 'demo', aud: 'http://127.0.0.1:8080', client_id: 'demo' },
  ...{ token_type: 'Bearer', scope: SCOPE, iat: 1_000_000_000, exp: 1_000_000_900 },
  ...{ jti: '01a1fd2d-21b4-704d-8aa4-72654d29cd30', tenant: 'demo' },
};

/** A server's CPU time so far, microseconds. */
type CpuUs = () => Promise<number>;

/** Introspection by the gateway of a running system beside a route that only parses the form and answers as much. */
export const openIntrospect: OpenSuite = async (surroundings) => ({
  title: `Token introspection over HTTP, ${CONNECTIONS} connections`,
  figures: {
    perCpuS: { label: 'answers per CPU second of the server' },
    perS: { label: 'answers/s' },
    p50Ms: { label: 'p50 ms', digits: 1 },
    p99Ms: { label: 'p99 ms', digits: 1 },
  },
  contestants: [
    { name: OURS, open: openOurs },
    { name: BARE, open: openBare },
  ],
  targets: [
    {
      claim: 'answers per CPU second, beside a bare Fastify route',
      ...{ figure: 'perCpuS', of: OURS, against: BARE, bound: { least: 0.6 } },
    },
    { claim: 'p99 ms', figure: 'p99Ms', of: OURS, bound: { most: 10 } },
  ],
  setting: { server: await serverVersion(surroundings), connections: CONNECTIONS, tokens: TOKENS },
});

async function openOurs(): Promise<OpenContestant> {
  const system = await openSystem();
  const close = (): Promise<void> => system.close();
  try {
    const load = { url: `${system.gateways[0] ?? ''}/oauth/introspect`, ...(await questionsOf(system)) };
    return await underLoad(load, { cpuUs: () => system.cpuUs('gateway'), close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBare(): Promise<OpenContestant> {
  const server = await Participant.start(join(import.meta.dirname, 'bare.main.ts'), answerOfOurs);
  const close = (): Promise<void> => server.stop();
  try {
    const url = String(await server.ask('url'));
    const load = { url, authorization: basic('demo', 'x'.repeat(43)), tokens: ['x'.repeat(TOKEN_CHARS)] };
    return await underLoad(load, { cpuUs: () => server.cpuUs(), close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function underLoad(load: LoadTerms, server: { cpuUs: CpuUs; close(): Promise<void> }): Promise<OpenContestant> {
  const client = await Participant.start(join(import.meta.dirname, 'client.main.ts'), load);
  return {
    round: async (seconds) => {
      const beforeUs = await server.cpuUs();
      const { answered, seconds: took, p50Ms, p99Ms } = (await client.ask('run', seconds)) as LoopResult;
      const cpuS = ((await server.cpuUs()) - beforeUs) / 1e6;
      return { perCpuS: answered / cpuS, perS: answered / took, p50Ms, p99Ms };
    },
    close: () => client.stop().finally(() => server.close()),
  };
}

async function questionsOf({ env, gateways }: OwnSystem): Promise<Omit<LoadTerms, 'url'>> {
  const { DEMO_CLIENT_ID: client_id = '', DEMO_CLIENT_SECRET: client_secret = '' } = env;
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: SCOPE };
  const tokens: string[] = [];
  while (tokens.length < TOKENS)
    tokens.push((await send(gateways[0] ?? '', '/oauth/token', { form })).body.text('access_token'));
  return { authorization: basic(client_id, client_secret), tokens };
}
