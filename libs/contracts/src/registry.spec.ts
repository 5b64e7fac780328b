import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as everything from './index.js';
import { type BroadcastContract } from './contract/broadcast.js';
import { callersOf, type Contract, type EventContract } from './contract/contract.js';
import { gatewayContracts } from './gateway/index.js';
import { broadcasts, callableWithoutRedis, contracts, events } from './registry.js';

const apps = join(import.meta.dirname, '..', '..', '..', 'apps');

function sourcesOf(app: string): string {
  return readdirSync(join(apps, app, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(apps, app, 'src', file), 'utf8'))
    .join('\n');
}

const sources = new Map<string, string>();
function appHas(app: string, text: RegExp): boolean {
  const source = sources.get(app) ?? sourcesOf(app);
  sources.set(app, source);
  return text.test(source);
}

function exportedAs(contract: Contract | EventContract | BroadcastContract): string {
  const [name] = Object.entries(everything).find(([, value]) => value === contract) ?? [];
  if (name === undefined) throw new Error(`${contract.pattern} is not exported by the contracts`);
  return name;
}

describe('the registry of contracts', () => {
  it('has each pattern and each route once', () => {
    const patterns = [...contracts, ...gatewayContracts, ...events, ...broadcasts].map(({ pattern }) => pattern);
    expect(new Set(patterns).size).toBe(patterns.length);
    const doors = [...contracts, ...gatewayContracts].flatMap(({ http }) => http ?? []);
    const routes = doors.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(contracts.map((contract) => [contract.pattern, contract] as const))(
    '%s is carried out',
    (_pattern, contract) => {
      expect(appHas(contract.service, new RegExp(`handle\\(\\s*${exportedAs(contract)}\\s*,`))).toBe(true);
    },
  );

  it.each(contracts.map((contract) => [contract.pattern, contract] as const))(
    '%s has a caller',
    (_pattern, contract) => {
      const callers = contract.callers ?? [];
      for (const caller of callers) expect(appHas(caller, new RegExp(`\\b${exportedAs(contract)}\\b`))).toBe(true);
      expect(callersOf(contract)).not.toHaveLength(0);
    },
  );

  it.each(gatewayContracts.map((contract) => [contract.pattern, contract] as const))(
    '%s is answered by the gateway itself, and queued for nobody',
    (_pattern, contract) => {
      expect(appHas('gateway', new RegExp(`\\b${exportedAs(contract)}\\.input\\b`))).toBe(true);
      expect(contracts).not.toContain(contract);
      expect(contract.http).toBeDefined();
    },
  );

  it.each(events.map((event) => [event.pattern, event] as const))('%s is published and handled', (_pattern, event) => {
    const name = exportedAs(event);
    expect(appHas(event.publisher, new RegExp(`publish\\(\\s*${name}\\s*,`))).toBe(true);
    for (const consumer of event.consumers)
      expect(appHas(consumer, new RegExp(`onEvent\\(\\s*${name}\\s*,`))).toBe(true);
  });

  it.each(broadcasts.map((topic) => [topic.pattern, topic] as const))('%s is published', (_pattern, topic) => {
    expect(appHas(topic.publisher, new RegExp(`\\b${exportedAs(topic)}\\b`))).toBe(true);
  });

  it('lets an operator at the dead letters of every service that handles events', () => {
    const patterns = new Set(contracts.map(({ pattern }) => pattern));
    for (const consumer of events.flatMap(({ consumers }) => consumers))
      for (const verb of ['list', 'show', 'requeue', 'purge'])
        expect(patterns).toContain(`${consumer}.dead-letter.${verb}.v1`);
  });

  it('asks for a fresh proof wherever revocation:emergency changes something', () => {
    const dire = contracts.filter(
      ({ kind, access }) =>
        kind === 'command' && access.kind === 'scopes' && access.scopes.includes('revocation:emergency'),
    );
    expect(dire.length).toBeGreaterThan(0);
    expect(dire.filter(({ stepUp }) => stepUp !== true).map(({ pattern }) => pattern)).toEqual([]);
  });

  it('has time left, for a call that can do without Redis, when a connection that hears nothing is given up', () => {
    const silenceMs = 3_500;
    expect(callableWithoutRedis.filter(({ deadlineMs }) => deadlineMs <= silenceMs)).toEqual([]);
  });

  it('puts path parameters and secrets where the input has fields', () => {
    for (const contract of [...contracts, ...gatewayContracts]) {
      const fields = Object.keys((contract.input as unknown as { shape?: object }).shape ?? {});
      const named = [...(contract.http?.path.matchAll(/:([a-z_]+)/g) ?? [])].map(([, name]) => name);
      const secret = (contract.secrets?.input ?? []).map((pointer) => pointer.split('/')[1]);
      expect(fields).toEqual(expect.arrayContaining([...named, ...secret]));
    }
  });
});
