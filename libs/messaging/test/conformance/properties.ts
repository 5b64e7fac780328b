import { broadcastInOrder } from './broadcast-in-order.ts';
import { cancelAborts } from './cancel-aborts.ts';
import { contextKept } from './context-kept.ts';
import { deadline } from './deadline.ts';
import { drainLosesNothing } from './drain-loses-nothing.ts';
import { kill9Redelivers } from './kill-9-redelivers.ts';
import { leastPrivilege } from './least-privilege.ts';
import { loadBalancedOnce } from './load-balanced-once.ts';
import { malformedNeverCrashes } from './malformed-never-crashes.ts';
import { poisonToDlq } from './poison-to-dlq.ts';
import { priority } from './priority.ts';
import { type Property } from './property.ts';
import { redisRestartRecovers } from './redis-restart-recovers.ts';
import { replyPrivacy } from './reply-privacy.ts';
import { slowConsumerBounded } from './slow-consumer-bounded.ts';
import { versionSkew } from './version-skew.ts';

export const properties: readonly Property[] = [
  loadBalancedOnce,
  replyPrivacy,
  deadline,
  cancelAborts,
  drainLosesNothing,
  redisRestartRecovers,
  kill9Redelivers,
  malformedNeverCrashes,
  poisonToDlq,
  slowConsumerBounded,
  priority,
  contextKept,
  versionSkew,
  leastPrivilege,
  broadcastInOrder,
];
