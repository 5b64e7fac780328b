import { randomBytes } from 'node:crypto';
import { both, outcome, type Property } from './property.ts';
import { type Handling } from './subject.ts';
import { ending } from './waiting.ts';

const [FORWARD, RESERVE] = ['orders.order.forward.v1', 'stock.item.reserve.v1'];
const CALLERS = 50;

interface Context {
  readonly securityContext: string;
  readonly traceparent: string;
}

export const contextKept: Property = {
  name: 'context-kept',
  guarantee:
    'security context, tenant and trace reach the handler and what it calls itself, however many there are at once',
  asked: both,
  async judge(subject) {
    const seen = new Map<string, { first?: Handling; second?: Handling }>();
    const onward = await subject.client('orders');
    const forward = async (body: unknown, about: Handling): Promise<unknown> => {
      seen.set(String(body), { first: about });
      // So that the others come between.
      for (let turn = 0; turn < Number(body) % 7; turn += 1) await new Promise(setImmediate);
      const { securityContext } = about;
      return onward.call(RESERVE, body, securityContext === undefined ? {} : { securityContext });
    };
    const reserve = (body: unknown, about: Handling): void => {
      seen.set(String(body), { ...seen.get(String(body)), second: about });
    };
    await subject.serve('stock', { calls: { [RESERVE]: reserve } });
    await subject.serve('orders', { calls: { [FORWARD]: forward } });
    const client = await subject.client('caller');
    const contexts = Array.from({ length: CALLERS }, (_, index): Context => ({
      securityContext: JSON.stringify({
        tenant: `tenant-${index}`,
        actor: 'café',
        signed: randomBytes(32).toString('base64'),
      }),
      traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
    }));
    const ends = await Promise.all(
      contexts.map((context, body) => ending(client.call(FORWARD, body, context), subject.patienceMs)),
    );
    const answered = ends.filter(({ kind }) => kind === 'answer').length;
    const kept = (which: 'first' | 'second', wanted: (context: Context, about: Handling) => boolean): number =>
      contexts.filter((context, body) => {
        const about = seen.get(String(body))?.[which];
        return about !== undefined && wanted(context, about);
      }).length;
    const whom = (context: Context, about: Handling): boolean => about.securityContext === context.securityContext;
    const trace = (context: Context, about: Handling): boolean =>
      traceOf(about.traceparent) === traceOf(context.traceparent);
    return outcome(`${CALLERS} callers at once, each with a tenant and trace of its own, two services deep`, {
      [`${answered} of ${CALLERS} answered`]: answered === CALLERS,
      [`security context: ${kept('first', whom)} of ${CALLERS} reached the handler`]: kept('first', whom) === CALLERS,
      [`${kept('second', whom)} what it calls`]: kept('second', whom) === CALLERS,
      [`trace: ${kept('first', trace)} reached the handler`]: kept('first', trace) === CALLERS,
      [`${kept('second', trace)} what it calls`]: kept('second', trace) === CALLERS,
    });
  },
};

/** The trace id: the same all the way; the span id is another on each. */
function traceOf(traceparent: string | undefined): string | undefined {
  return traceparent?.split('-')[1];
}
