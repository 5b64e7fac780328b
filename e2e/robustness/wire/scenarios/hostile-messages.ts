import { type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { type ServiceState } from '../wishes.ts';

const MESSAGES = 200_000;

export function hostileMessages(ground: Ground): Scenario {
  return {
    name: 'hostile-messages',
    title: `${MESSAGES} hostile messages while honest traffic goes on`,
    run: () =>
      Bed.lend(ground, async (bed) => {
        const services = [await bed.service(), await bed.service(), await bed.service({ service: 'payments' })];
        const caller = await bed.caller();
        const hostile = await bed.start('hostile', {});
        await bed.pass(0.2);
        bed.fault('the attack');
        const wish = { messages: MESSAGES, seed: ground.run.seed };
        const counts = (await hostile.asks(wish)) as Readonly<Record<string, number>>;
        bed.mended('the attack is over');
        await bed.pass(0.3);
        const states = (await Promise.all(services.map((service) => service.asks({})))) as readonly ServiceState[];
        const { verdict: _, ...result } = await bed.judge(caller);
        const notes = Object.entries(counts).map(([what, count]) => `${count} times ${what}`);
        return {
          ...result,
          notes: [...result.notes, `dropped by the services: ${sumOf(states)}`, ...notes.toSorted()],
        };
      }),
  };
}

function sumOf(states: readonly ServiceState[]): string {
  const reasons = new Map<string, number>();
  for (const [reason, count] of states.flatMap(({ refused }) => Object.entries(refused)))
    reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  return [...reasons].map(([reason, count]) => `${count} ${reason}`).join(', ');
}
