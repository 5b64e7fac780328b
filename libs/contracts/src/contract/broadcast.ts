import { checkedPattern } from './pattern.js';
import { serviceNames, serviceOf, type ServiceName } from './service-name.js';

export interface BroadcastTerms {
  /** The services each of whose replicas follows it. */
  readonly readers: 'all' | readonly [ServiceName, ...ServiceName[]];
}

export interface BroadcastContract {
  readonly kind: 'broadcast';
  /** `<service>.<thing>.<verb>.v<n>`; the first segment is the publisher, the whole is the topic. */
  readonly pattern: string;
  readonly publisher: ServiceName;
  readonly readers: readonly ServiceName[];
}

export function broadcast(pattern: string, { readers }: BroadcastTerms): BroadcastContract {
  return {
    kind: 'broadcast',
    pattern: checkedPattern(pattern),
    publisher: serviceOf(pattern),
    readers: readers === 'all' ? serviceNames : readers,
  };
}
