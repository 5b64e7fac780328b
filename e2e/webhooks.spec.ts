import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { managementPorts, scrape } from './support/metrics.ts';
import { serviceOf } from './support/processes.ts';
import { makeRoot, removeRoot, startSystem, stopSystem, strongroomCli } from './support/system.ts';

const LONG_MS = 240_000;

type Row = Readonly<Record<string, unknown>>;

// A system of its own: its only revocation service is killed, and it may send to this machine.
describe('a webhook of a running system', () => {
  let root: string;
  let server: Server;
  let secret = '';
  let url = '';
  const received: { readonly id: string; readonly told: Row }[] = [];
  let answer: (response: ServerResponse) => unknown;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    const told = new Webhook(secret).verify(body, headers) as Row;
    received.push({ id: headers['webhook-id'] ?? '', told });
    await answer(response);
  }

  beforeAll(async () => {
    root = await makeRoot();
    server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    await startSystem(root, 1, { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' });
  }, LONG_MS);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await stopSystem(root);
    await removeRoot(root);
  }, LONG_MS);

  const ask = (...args: string[]) => strongroomCli(root, ['--json', ...args]);
  async function cli<T = Row>(...args: string[]): Promise<T> {
    const ran = await ask(...args);
    expect(ran).toMatchObject({ exitCode: 0 });
    return JSON.parse(ran.stdout) as T;
  }

  it(
    'that is made by command is sent again with the same webhook-id when the service is killed before it has marked it',
    async () => {
      const made = await cli('webhooks', 'add', url, '--description', 'e2e');
      secret = String(made['secret']);
      const id = String(made['webhook_id']);
      const answered = Promise.withResolvers<undefined>();
      answer = async (response) => {
        await answered.promise;
        // It has been sent and taken, and nobody who knows it is left.
        if (received.length === 1) process.kill(await serviceOf(root, 'revocation'), 'SIGKILL');
        response.writeHead(204).end();
      };
      const { revocation_id } = await cli('revocation', 'subject', 'sue', '--reason', 'admin');
      answered.resolve(undefined);
      const delivered = async (): Promise<boolean> => {
        const { stdout } = await ask('webhooks', 'deliveries', id, '--status', 'delivered');
        return stdout.includes(String(revocation_id));
      };
      // What was in hand is taken up by another after half a minute.
      while (!(await delivered())) await pause(1_000);
      expect(received.map((one) => one.id)).toEqual([revocation_id, revocation_id]);
      expect(received[0]?.told).toEqual(received[1]?.told);
      expect(received[0]?.told).toMatchObject({ type: 'revocation.sealed', data: { scope: 'subject', target: 'sue' } });

      expect(await cli('webhooks', 'resend', id, String(revocation_id))).toEqual({ resent: 1 });
      while (received.length < 3) await pause(20);

      const old = secret;
      secret = String((await cli('webhooks', 'rotate-secret', id, '--overlap', '0'))['secret']);
      expect(secret).not.toBe(old);
      await cli('revocation', 'subject', 'ann', '--reason', 'admin');
      while (received.length < 4) await pause(20);

      const pages = await Promise.all((await managementPorts(root)).map(scrape));
      expect(pages.join('\n')).toMatch(/^strongroom_webhook_attempts_total\{outcome="delivered"\} [1-9]/m);
      expect(await cli<Row[]>('webhooks', 'list')).toMatchObject([{ webhook_id: id, status: 'enabled' }]);
      expect(await cli('webhooks', 'show', id)).not.toHaveProperty('secret');
      await cli('webhooks', 'remove', id);
      expect(await cli<Row[]>('webhooks', 'list')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'of the platform is made and seen by command with the operator’s right alone',
    async () => {
      const made = await cli('webhooks', 'add', url, '--platform', '--types', 'stop.sealed', 'stop.lifted');
      expect(made).toMatchObject({ platform: true, event_types: ['stop.sealed', 'stop.lifted'] });
      expect(await cli<Row[]>('webhooks', 'list')).toEqual([]);
      expect(await cli<Row[]>('webhooks', 'list', '--platform')).toMatchObject([{ webhook_id: made['webhook_id'] }]);
      expect((await ask('webhooks', 'remove', String(made['webhook_id']))).exitCode).toBe(7);
      await cli('webhooks', 'remove', String(made['webhook_id']), '--platform');
    },
    LONG_MS,
  );

  it(
    'to an address where nothing may be sent is refused by name of the field',
    async () => {
      const ran = await ask('webhooks', 'add', 'http://169.254.169.254/latest/meta-data/');
      expect(ran.exitCode).toBe(2);
      expect(ran.stderr).toContain('/url');
      expect(await cli<Row[]>('webhooks', 'list')).toEqual([]);
    },
    LONG_MS,
  );
});
