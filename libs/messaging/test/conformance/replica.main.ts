// One replica in a process of its own: `Child` starts it, and tells it what to serve.
import { once } from 'node:events';
import { type Start, type Told } from './child.ts';
import { subjectAt } from './subject-at.ts';
import { type ReplicaScript } from './subject.ts';

function send(message: Told): void {
  process.send?.(message);
}

process.on('disconnect', () => {
  process.exit(1);
});
const [start] = (await once(process, 'message')) as [Start];
const script = (await import(new URL(start.script, import.meta.url).href)) as ReplicaScript;
const tell = (what: unknown): void => {
  send({ what });
};
const handlers = script.handlersIn({ tell, storeUrl: start.redisUrl });
await subjectAt(start).serveUntilSignal(start.service, handlers, start.limits);
send({ ready: true });
