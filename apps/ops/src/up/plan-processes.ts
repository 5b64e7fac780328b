import { join } from 'node:path';
import type { AppRoleFiles, VaultRole } from '@strongroom/provisioning';
import { folderOf } from '@strongroom/provisioning';
import { checkpointFile } from '../audit/checkpoint-files.js';
import { clone } from '../root.js';
import type { PortBook } from '../supervisor/port-book.js';
import type { ProcessPlan } from '../supervisor/process-plan.js';

/** Where the processes find what they lean on. URLs hold no login of an administrator. */
export interface Surroundings {
  readonly root: string;
  readonly replicas: number;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly vaultAddress: string;
  readonly logins: Readonly<Record<VaultRole, AppRoleFiles>>;
  readonly drainLimitMs: number;
  /** Variables of the shell that started the system: where to send traces and how, and where webhooks may go. */
  readonly handedOn: Variables;
}

export interface SystemPlan {
  readonly simulator: ProcessPlan;
  readonly services: readonly ProcessPlan[];
  readonly gatewayUrls: readonly string[];
  readonly feedUrls: readonly string[];
}

const services = ['revocation', 'auth-token', 'content-filter', 'order-processing', 'cleanup'] as const;
const firstPort = { gateway: 8080, feed: 4100, calls: 4200, management: 9464, simulator: 12_111 };

type Variables = Readonly<Record<string, string>>;

/** Every process of the system, with its port and its whole environment. */
export async function planProcesses(around: Surroundings, ports: PortBook): Promise<SystemPlan> {
  const { replicas } = around;
  const numbers = Array.from({ length: replicas }, (_, n) => n + 1);
  const gatewayPorts = await takeEach(numbers, () => ports.take(firstPort.gateway));
  const feedPorts = await takeEach(numbers, () => ports.take(firstPort.feed));
  const callsPorts = await takeEach(numbers, () => ports.take(firstPort.calls));
  const gatewayUrls = gatewayPorts.map(onLoopback);
  const feedUrls = feedPorts.map(onLoopback);
  const shared = {
    ISSUER: gatewayUrls[0] ?? '',
    REVOCATION_FEED_URLS: feedUrls.join(','),
    GUARD_KILL_SWITCH_FILE: join(folderOf(around.root).path, 'kill-switch'),
  };
  const simulator = planSimulator(around.root, await ports.take(firstPort.simulator));

  const plan = async (service: VaultRole, replica: number, own: Variables, url?: string): Promise<ProcessPlan> => {
    const management = await ports.take(firstPort.management);
    const probe = { url: `http://127.0.0.1:${management}/health/ready`, answer: 'ok' } as const;
    const main = join(clone, 'apps', service, 'dist', 'main.js');
    return {
      name: `${service}-${replica}`,
      what: service,
      replica,
      url: url ?? probe.url,
      file: process.execPath,
      args: ['--enable-source-maps', main],
      env: {
        ...around.handedOn,
        ...environmentOf(around, service),
        ...shared,
        INSTANCE: String(replica),
        MANAGEMENT_PORT: String(management),
        ...own,
      },
      probe,
    };
  };
  const planned: ProcessPlan[] = [];
  for (const service of services) {
    for (const replica of numbers) {
      const own: Variables = {
        DATABASE_URL: around.databaseUrl,
        ...(service === 'revocation'
          ? {
              FEED_HOST: '127.0.0.1',
              FEED_PORT: String(feedPorts[replica - 1]),
              AUDIT_CHECKPOINT_FILE: checkpointFile(around.root, replica),
            }
          : {}),
        ...(service === 'auth-token' ? { CALLS_HOST: '127.0.0.1', CALLS_PORT: String(callsPorts[replica - 1]) } : {}),
        ...(service === 'order-processing' ? { STRIPE_API_URL: simulator.url } : {}),
      };
      planned.push(await plan(service, replica, own));
    }
  }
  const AUTH_TOKEN_CALLS_URLS = callsPorts.map(onLoopback).join(',');
  for (const [at, url] of gatewayUrls.entries()) {
    const own = { HOST: '127.0.0.1', PORT: new URL(url).port, AUTH_TOKEN_CALLS_URLS };
    planned.push(await plan('gateway', at + 1, own, url));
  }
  return { simulator, services: planned, gatewayUrls, feedUrls };
}

function environmentOf(around: Surroundings, service: VaultRole): Variables {
  const login = around.logins[service];
  return {
    MANAGEMENT_HOST: '127.0.0.1',
    REDIS_URL: around.redisUrl,
    VAULT_ADDR: around.vaultAddress,
    VAULT_ROLE_ID_FILE: login.roleIdFile,
    VAULT_SECRET_ID_FILE: login.secretIdFile,
    DRAIN_LIMIT_MS: String(around.drainLimitMs),
  };
}

/** The payment gateway's stand-in: keeps its own books, apart from ours, so that the two can be compared. */
function planSimulator(root: string, port: number): ProcessPlan {
  const url = `http://127.0.0.1:${port}`;
  const main = join(clone, 'apps', 'order-processing', 'dist', 'stripe-simulator', 'simulator.main.js');
  const data = join(folderOf(root).data, 'stripe-simulator');
  return {
    name: 'stripe-simulator',
    what: 'stripe-simulator',
    replica: 1,
    url,
    file: process.execPath,
    args: ['--enable-source-maps', main, '--data', data, '--port', String(port)],
    env: {},
    probe: { url, answer: 'any' },
  };
}

const onLoopback = (port: number): string => `http://127.0.0.1:${port}`;

async function takeEach(numbers: readonly number[], take: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (const _ of numbers) taken.push(await take());
  return taken;
}
