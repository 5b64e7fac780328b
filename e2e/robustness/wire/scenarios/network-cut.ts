import { type Scenario } from '../../scenario.ts';
import { Bed, type Ground } from '../bed.ts';
import { Network } from '../../network.ts';

const titles = {
  reset: 'the way between one of two replicas and Redis is cut by resets, twice',
  swallow: 'the way between one of two replicas and Redis swallows everything (black hole), twice',
};

/** The other replica is not cut off: what fails meanwhile is what the first had taken. */
export function cutNetwork(ground: Ground, how: keyof typeof titles): Scenario {
  return {
    name: `network-${how}`,
    title: titles[how],
    run: () =>
      Bed.lend(ground, async (bed) => {
        const network = await Network.to(bed.redis.port);
        await bed.service();
        await bed.service({ redis: network.url });
        const caller = await bed.caller();
        for (let time = 0; time < 2; time += 1) {
          await bed.pass(0.15);
          bed.fault('network cut');
          network[how]();
          await bed.pass(0.25);
          network.mend();
          bed.mended('network whole');
        }
        await bed.pass(0.2);
        const { verdict: _, ...result } = await bed.judge(caller);
        network.close();
        return result;
      }),
  };
}
