import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const proxyNames = ['nginx', 'envoy', 'caddy'] as const;
export type ProxyName = (typeof proxyNames)[number];

const READY_WITHIN_MS = 20_000;
const guide = join(import.meta.dirname, '..', '..', 'docs', 'guides', 'forward-auth.md');
const fence: Readonly<Record<ProxyName, string>> = { nginx: 'nginx', envoy: 'yaml', caddy: 'caddyfile' };

/** What a test adds so that a proxy runs anywhere, as anybody: files of its own in `folder`, and the foreground. */
const launch: Readonly<Record<ProxyName, (file: string, folder: string) => readonly string[]>> = {
  nginx: (file, folder) => {
    const user = process.getuid?.() === 0 ? 'user root; ' : '';
    return ['-p', folder, '-c', file, '-e', 'stderr', '-g', `${user}daemon off; pid ${folder}/pid;`];
  },
  envoy: (file) => ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'],
  caddy: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
};

/** The configuration of the guide, with the addresses of this run. */
async function configuration(name: ProxyName, ports: Ports, folder: string): Promise<string> {
  const page = await readFile(guide, 'utf8');
  const block = new RegExp(`^\`\`\`${fence[name]}\\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1];
  if (block === undefined) throw new Error(`the guide has no configuration for ${name}`);
  const placed = block
    .replaceAll('8080', String(ports.gateway))
    .replaceAll('9000', String(ports.application))
    .replaceAll('8000', String(ports.proxy));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (of) => `${of}_temp_path ${folder}/${of};`,
  );
  return placed.replace('http {', `http { access_log off; ${temporary.join(' ')}`);
}

interface Ports {
  readonly gateway: number;
  readonly application: number;
  readonly proxy: number;
}

export interface RunningProxy {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A real proxy, configured as the guide says. */
export async function startProxy(
  name: ProxyName,
  behind: { readonly gateway: number; readonly application: number },
): Promise<RunningProxy> {
  const program = process.env[`PROXY_${name.toUpperCase()}`];
  if (program === undefined) throw new Error('the proxies are not there: run `npm run test:proxies`');
  const folder = await mkdtemp(join(tmpdir(), `strongroom-${name}-`));
  const ports = { ...behind, proxy: await freePort() };
  const file = join(folder, name === 'envoy' ? 'envoy.yaml' : 'proxy.conf');
  await writeFile(file, await configuration(name, ports, folder));
  const child = spawn(program, launch[name](file, folder), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const url = `http://127.0.0.1:${ports.proxy}`;
  await answers(url, child, () => complaints);
  return {
    url,
    stop: async () => {
      if (child.exitCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, child: ChildProcess, complaints: () => string): Promise<void> {
  const untilMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (child.exitCode !== null || Date.now() > untilMs) throw new Error(`the proxy does not serve: ${complaints()}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
