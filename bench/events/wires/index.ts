import { type EventWire } from '../wire.ts';
import { rawStreams } from './raw-streams.ts';
import { strongroomEvents } from './strongroom.ts';

const wires: Readonly<Record<string, EventWire>> = { strongroomEvents, rawStreams };

export function eventWireOf(name: string): EventWire {
  const wire = wires[name];
  if (wire === undefined) throw new Error(`there is no wire ${name}`);
  return wire;
}
