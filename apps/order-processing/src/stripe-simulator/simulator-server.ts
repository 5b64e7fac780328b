import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { faultSchema, type OperationName } from './faults.js';
import { parseForm } from './form-body.js';
import { type Operation } from './operation.js';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  existing,
} from './payment-intents.js';
import { createRefund } from './refunds.js';
import { searchPaymentIntents } from './search-payment-intents.js';
import { SimulatedAccount, type Answer } from './simulated-account.js';
import { noSuch, StripeFault } from './stripe-fault.js';
import { stripeId } from './stripe-objects.js';

type WithId = FastifyRequest<{ Params: { id?: string }; Querystring: Record<string, string> }>;

/**
 * Stripe's HTTP API, as far as orders use it, over one account kept in `directory`. The official SDK talks to it unchanged
 * (`host`, `port`, `protocol`). Beside `/v1`, `POST /simulator/faults` sets a fault and `DELETE` clears them.
 */
export function simulatorServer(directory: string): FastifyInstance {
  const account = new SimulatedAccount(directory);
  // Requests that are kept waiting on purpose must not keep the process from stopping.
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onClose', () => {
    account.close();
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  server.setErrorHandler((error, _request, reply) => {
    const fault =
      error instanceof StripeFault
        ? error
        : new StripeFault(500, { type: 'api_error', message: error instanceof Error ? error.message : 'unknown' });
    return reply.code(fault.status).send({ error: fault.error });
  });
  server.register((api) => {
    stripeApi(api, account);
  });
  faultSwitches(server, account);
  return server;
}

function stripeApi(api: FastifyInstance, account: SimulatedAccount): void {
  api.addHook('onRequest', (request, reply, done) => {
    reply.header('Request-Id', stripeId('req'));
    const key = request.headers.authorization ?? '';
    done(
      key.startsWith('Bearer sk_test_')
        ? undefined
        : new StripeFault(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' }),
    );
  });

  const post = (path: string, name: OperationName, operation: Operation): void => {
    api.post(path, async (request: WithId, reply) => {
      const idempotencyKey = request.headers['idempotency-key'];
      const answer = await account.change(
        {
          operation: name,
          path: request.url,
          id: request.params.id ?? '',
          form: parseForm(typeof request.body === 'string' ? request.body : ''),
          idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
        },
        operation,
      );
      return send(reply, answer, idempotencyKey);
    });
  };
  post('/v1/payment_intents', 'payment_intents.create', createPaymentIntent);
  post('/v1/payment_intents/:id/confirm', 'payment_intents.confirm', confirmPaymentIntent);
  post('/v1/payment_intents/:id/capture', 'payment_intents.capture', capturePaymentIntent);
  post('/v1/payment_intents/:id/cancel', 'payment_intents.cancel', cancelPaymentIntent);
  post('/v1/refunds', 'refunds.create', createRefund);

  api.get('/v1/payment_intents', (request: WithId) => {
    const { limit = '10', starting_after: after } = request.query;
    const all = account.state.paymentIntents();
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const data = all.slice(from, from + Number(limit));
    return { object: 'list', url: '/v1/payment_intents', data, has_more: from + data.length < all.length };
  });
  api.get('/v1/payment_intents/search', (request: WithId) => ({
    object: 'search_result',
    url: '/v1/payment_intents/search',
    data: searchPaymentIntents(account.state.paymentIntents(), request.query['query'] ?? ''),
    has_more: false,
    next_page: null,
  }));
  api.get('/v1/payment_intents/:id', async (request: WithId, reply) => {
    const read: Operation = (_form, { id, state }) => ({ status: 200, body: existing(state, id), puts: [] });
    return send(reply, await account.read(request.params.id ?? '', read), undefined);
  });
  api.get('/v1/refunds/:id', (request: WithId) => {
    const id = request.params.id ?? '';
    const refund = account.state.refund(id);
    if (refund === undefined) {
      throw noSuch('refund', id);
    }
    return refund;
  });
}

function faultSwitches(server: FastifyInstance, account: SimulatedAccount): void {
  server.post('/simulator/faults', (request, reply) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) {
      return reply.code(400).send({ error: fault.error.issues });
    }
    account.faults.set(fault.data);
    return reply.code(204).send();
  });
  server.delete('/simulator/faults', (_request, reply) => {
    account.faults.clear();
    return reply.code(204).send();
  });
  server.get('/simulator/health', () => ({ status: 'ok' }));
}

function send(reply: FastifyReply, answer: Answer, idempotencyKey: string | string[] | undefined): FastifyReply {
  switch (answer.kind) {
    case 'silence':
      return reply.hijack();
    case 'closed':
      reply.hijack();
      reply.raw.destroy();
      return reply;
    case 'answer':
      if (idempotencyKey !== undefined) {
        reply.header('Idempotency-Key', idempotencyKey);
      }
      if (answer.replayed) {
        reply.header('Idempotent-Replayed', 'true');
      }
      return reply.code(answer.status).type('application/json').send(answer.body);
  }
}
