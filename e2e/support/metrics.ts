import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface ReadyLine {
  readonly msg?: string;
  readonly port?: number;
}

/** Where each process shows its metrics: it says so when it is ready. */
export async function managementPorts(root: string): Promise<readonly number[]> {
  const folder = join(root, '.strongroom', 'logs');
  const logs = (await readdir(folder)).filter((name) => /-\d+\.log$/.test(name));
  const ports = await Promise.all(logs.map(async (name) => portOf(await readFile(join(folder, name), 'utf8'))));
  return ports.filter((port) => port !== undefined);
}

function portOf(log: string): number | undefined {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  const ready = lines.map((line) => JSON.parse(line) as ReadyLine).filter(({ msg }) => msg === 'ready');
  return ready.at(-1)?.port;
}

export async function scrape(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  if (!response.ok) throw new Error(`port ${port} answered ${response.status}`);
  return response.text();
}
