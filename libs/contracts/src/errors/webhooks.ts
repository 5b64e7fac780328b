import { type ErrorRow } from './error-row.js';

/** Errors of webhooks, the same in every service that sends some. */
export const webhookErrors = {
  'err:webhooks:unknown:webhook': {
    status: 'NOT_FOUND',
    title: 'There is no such webhook',
    happened:
      'None that you may see has this id: none of your tenant, nor, with `revocation:emergency`, one of the platform.',
    fix: 'List the webhooks of the service.',
  },
  'err:webhooks:unknown:delivery': {
    status: 'NOT_FOUND',
    title: 'There is no such delivery',
    happened:
      'The webhook has no settled delivery of this event: it is still waiting, was never due, or is kept no longer.',
    fix: 'List the deliveries of the webhook.',
  },
  'err:webhooks:invalid:url': {
    status: 'INVALID_ARGUMENT',
    title: 'Nothing can be sent to this URL',
    happened:
      'Its host has no address, or one where nothing may be sent: private, link-local, loopback and the like, unless the operator allows that network. Plain `http:` is for such allowed networks only. Nothing was changed.',
    fix: 'Give an https:// URL of a host that DNS resolves to public addresses. Operators: WEBHOOK_ALLOWED_NETWORKS.',
  },
  'err:webhooks:conflict:disabled': {
    status: 'FAILED_PRECONDITION',
    title: 'The webhook is disabled',
    happened: 'Nothing is sent to it, so nothing can be sent again. Nothing was changed.',
    fix: 'See that the receiver answers, enable the webhook, and send again.',
  },
  'err:webhooks:conflict:secret': {
    status: 'ABORTED',
    retryable: true,
    title: 'The secret of the webhook is being rotated by another call',
    happened: 'Two calls rotated it at once, and the other one came first. Its secret is in force, and not yours.',
    fix: 'If the other secret is not known to you, rotate again.',
  },
  'err:webhooks:exceeded:webhooks': {
    status: 'RESOURCE_EXHAUSTED',
    title: 'The tenant has as many webhooks as it may have',
    happened: 'A tenant has at most 20 webhooks of one service, and the platform too. Nothing was changed.',
    fix: 'Delete one that is not needed any more.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
