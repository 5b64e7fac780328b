import {
  type CreateWebhook as Contract,
  type Input,
  type ListWebhookDeliveries as DeliveriesContract,
  type ListWebhooks as ListContract,
  type Output,
  type RotateWebhookSecret as RotateContract,
  type UpdateWebhook as UpdateContract,
  type WithWebhook,
} from '@strongroom/contracts';
import { runInContext } from '@strongroom/security-context';
import { testContext } from '@strongroom/testing';
import {
  CreateWebhook,
  DeleteWebhook,
  EnableWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  ResendWebhookDeliveries,
  RotateWebhookSecret,
  ShowWebhook,
  UpdateWebhook,
} from '@strongroom/webhooks';
import { type Receiver } from './receiver.js';
import { type Replica } from './replica.js';

export interface As {
  readonly tenant?: string;
  /** With the operator's right. */
  readonly operator?: boolean;
}

export function as<T>({ tenant = 'demo', operator = false }: As, work: () => Promise<T>): Promise<T> {
  return runInContext(testContext({ tenant, scopes: operator ? ['revocation:emergency'] : [] }), work);
}

type Shown = Promise<Output<WithWebhook>>;
type Created = Promise<Output<Contract>>;
type Changes = Omit<Input<UpdateContract>, 'webhook_id'>;

export interface Webhooks {
  create(about: Partial<Input<Contract>> & { readonly url: string }, who?: As): Created;
  /** One whose receiver knows the secret; answers its id. */
  to(receiver: Receiver, about?: Partial<Input<Contract>>, who?: As): Promise<string>;
  list(who?: As): Promise<Output<ListContract>>;
  show(id: string, who?: As): Shown;
  update(id: string, changes: Changes, who?: As): Shown;
  remove(id: string, who?: As): Shown;
  enable(id: string, who?: As): Shown;
  rotate(id: string, overlapS: number, who?: As): Promise<Output<RotateContract>>;
  deliveries(id: string, who?: As): Promise<Output<DeliveriesContract>['deliveries']>;
  resend(id: string, eventId?: string, who?: As): Promise<{ readonly resent: number }>;
}

/** What people do with webhooks, on one replica. */
export function webhooksOf({ module }: Replica): Webhooks {
  const create: Webhooks['create'] = (about, who = {}) =>
    as(who, () =>
      module
        .get(CreateWebhook)
        .execute({ event_types: ['revocation.sealed'], description: '', platform: false, ...about }),
    );
  return {
    create,
    async to(receiver, about = {}, who = {}) {
      const { webhook_id, secret } = await create({ url: receiver.url, ...about }, who);
      receiver.secrets.push(secret);
      return webhook_id;
    },
    list: (who = {}) => as(who, () => module.get(ListWebhooks).execute()),
    show: (webhook_id, who = {}) => as(who, () => module.get(ShowWebhook).execute({ webhook_id })),
    update: (webhook_id, changes, who = {}) =>
      as(who, () => module.get(UpdateWebhook).execute({ webhook_id, ...changes })),
    remove: (webhook_id, who = {}) => as(who, () => module.get(DeleteWebhook).execute({ webhook_id })),
    enable: (webhook_id, who = {}) => as(who, () => module.get(EnableWebhook).execute({ webhook_id })),
    rotate: (webhook_id, overlap_s, who = {}) =>
      as(who, () => module.get(RotateWebhookSecret).execute({ webhook_id, overlap_s })),
    deliveries: async (webhook_id, who = {}) =>
      (await as(who, () => module.get(ListWebhookDeliveries).execute({ webhook_id, limit: 500 }))).deliveries,
    resend: (webhook_id, event_id, who = {}) =>
      as(who, () => module.get(ResendWebhookDeliveries).execute({ webhook_id, event_id })),
  };
}
