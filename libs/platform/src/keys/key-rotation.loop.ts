import { BackgroundLoop, type LoopPass } from '@strongroom/persistence';
import { type Logger } from '../logging/logger.js';
import { advanceRotation } from './advance-rotation.js';
import { type ServiceKeys } from './service-keys.js';

/** Within this every process knows what its peers have published, or retired. */
export const KEY_REFRESH_MS = 15_000;
const DEADLINE_MS = 60_000;

/** Carries out the rotations that are asked for, and keeps what this process knows of keys up to date. */
export function keyRotationLoop(
  keys: ServiceKeys,
  terms: {
    readonly logger: Logger;
    readonly observe: (pass: LoopPass) => void;
    readonly everyMs?: number;
  },
): BackgroundLoop {
  return new BackgroundLoop({
    name: 'key-rotation',
    everyMs: terms.everyMs ?? KEY_REFRESH_MS,
    deadlineMs: DEADLINE_MS,
    observe: terms.observe,
    pass: async () => {
      const step = await advanceRotation(keys.store, keys.self, { nowMs: keys.clock.nowMs(), leadMs: keys.leadMs });
      if (step !== undefined)
        terms.logger.info('the exchange key is rotated', { component: 'key-rotation', state: step });
      await keys.refresh();
      return step === undefined ? 'idle' : 'more';
    },
  });
}
