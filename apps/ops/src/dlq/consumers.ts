import {
  listAuthTokenDeadLetters,
  listOrderProcessingDeadLetters,
  purgeAuthTokenDeadLetters,
  purgeOrderProcessingDeadLetters,
  requeueAuthTokenDeadLetters,
  requeueOrderProcessingDeadLetters,
  showAuthTokenDeadLetter,
  showOrderProcessingDeadLetter,
  type ActOnDeadLetters,
  type ListDeadLetters,
  type ShowDeadLetter,
} from '@strongroom/contracts';

interface Consumer {
  readonly list: ListDeadLetters;
  readonly show: ShowDeadLetter;
  readonly requeue: ActOnDeadLetters;
  readonly purge: ActOnDeadLetters;
}

/** The services that handle events: each is asked for its own dead letters. */
export const consumers = {
  'auth-token': {
    list: listAuthTokenDeadLetters,
    show: showAuthTokenDeadLetter,
    requeue: requeueAuthTokenDeadLetters,
    purge: purgeAuthTokenDeadLetters,
  },
  'order-processing': {
    list: listOrderProcessingDeadLetters,
    show: showOrderProcessingDeadLetter,
    requeue: requeueOrderProcessingDeadLetters,
    purge: purgeOrderProcessingDeadLetters,
  },
} as const satisfies Record<string, Consumer>;
export type ConsumerName = keyof typeof consumers;

export const consumerNames = Object.keys(consumers) as readonly ConsumerName[];
