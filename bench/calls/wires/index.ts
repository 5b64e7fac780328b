import { type Wire } from '../wire.ts';
import { nestRedis } from './nest-redis.ts';
import { nestTcp } from './nest-tcp.ts';
import { rawLists } from './raw-lists.ts';
import { strongroom } from './strongroom.ts';
import { strongroomWire } from './strongroom-wire.ts';

const wires: Readonly<Record<string, Wire>> = { strongroom, strongroomWire, nestRedis, nestTcp, rawLists };

export function wireOf(name: string): Wire {
  const wire = wires[name];
  if (wire === undefined) throw new Error(`there is no wire ${name}`);
  return wire;
}
