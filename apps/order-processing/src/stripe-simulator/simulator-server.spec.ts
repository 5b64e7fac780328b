import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FastifyInstance } from 'fastify';
import { Stripe } from 'stripe';
import { type Fault } from './faults.js';
import { simulatorServer } from './simulator-server.js';

let directory: string;
let server: FastifyInstance;
let stripe: Stripe;

async function start(): Promise<void> {
  server = simulatorServer(directory);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  stripe = new Stripe('sk_test_simulator', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    timeout: 10_000,
    telemetry: false,
  });
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stripe-simulator-'));
  await start();
});

afterEach(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const order = { amount: 3570, currency: 'eur', capture_method: 'manual', metadata: { order_id: 'o-1' } } as const;

async function withFault(fault: Pick<Fault, 'operation' | 'kind'> & Partial<Fault>): Promise<void> {
  const answer = await server.inject({ method: 'POST', url: '/simulator/faults', payload: fault });
  expect(answer.statusCode).toBe(204);
}

async function authorized(): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_visa', confirm: true });
}

describe('a payment, through the official SDK', () => {
  it('is created, authorised, captured once and refunded no further than it was captured', async () => {
    const created = await stripe.paymentIntents.create({ ...order, allowed_payment_method_types: ['card'] });
    expect(created).toMatchObject({
      status: 'requires_payment_method',
      amount_capturable: 0,
      metadata: order.metadata,
    });

    const confirmed = await stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa' });
    expect(confirmed).toMatchObject({ status: 'requires_capture', amount_capturable: 3570, amount_received: 0 });

    const captured = await stripe.paymentIntents.capture(created.id);
    expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 3570 });
    await expect(stripe.paymentIntents.capture(created.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });

    const refund = await stripe.refunds.create({ payment_intent: created.id, amount: 3000 });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ amount: 3000, status: 'succeeded' });
    await expect(stripe.refunds.create({ payment_intent: created.id, amount: 571 })).rejects.toMatchObject({
      code: 'amount_too_large',
    });
  });

  it('that was cancelled can be neither confirmed nor captured', async () => {
    const { id } = await authorized();
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });
    await expect(stripe.paymentIntents.capture(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('cannot be captured for more than was authorised', async () => {
    const { id } = await authorized();
    await expect(stripe.paymentIntents.capture(id, { amount_to_capture: 3571 })).rejects.toMatchObject({
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
  ])('with %s is declined, and may be tried with another card', async (card, code, declineCode) => {
    const { id } = await stripe.paymentIntents.create(order);
    await expect(stripe.paymentIntents.confirm(id, { payment_method: card })).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code: declineCode,
      payment_intent: { id, status: 'requires_payment_method' },
    });
    const again = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(again.status).toBe('requires_capture');
  });

  it('that needs the customer says so, or is declined where nobody can ask the customer', async () => {
    const { id } = await stripe.paymentIntents.create(order);
    const waiting = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_authenticationRequired' });
    expect(waiting.status).toBe('requires_action');
    const unattended = { payment_method: 'pm_card_authenticationRequired', error_on_requires_action: true };
    await expect(stripe.paymentIntents.confirm(id, unattended)).rejects.toMatchObject({
      code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
    });
  });

  it('is found by its metadata, and every payment by listing all pages', async () => {
    const ids = [];
    for (const number of ['1', '2', '3']) {
      const { id } = await stripe.paymentIntents.create({ ...order, metadata: { order_id: `o-${number}` } });
      ids.unshift(id);
    }
    const found = await stripe.paymentIntents.search({
      query: `metadata['order_id']:'o-2' AND status:'requires_payment_method'`,
    });
    expect(found.data.map(({ id }) => id)).toEqual([ids[1]]);

    const listed = [];
    for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) {
      listed.push(id);
    }
    expect(listed).toEqual(ids);
  });

  it('a wrong, unknown or missing parameter is named, and an unknown payment is 404', async () => {
    await expect(stripe.paymentIntents.create({ ...order, amount: -1 })).rejects.toMatchObject({ param: 'amount' });
    await expect(stripe.paymentIntents.create({ ...order, customer: 'cus_1' })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'customer',
    });
    await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('is refused to a key that is no test key', async () => {
    const { port } = server.server.address() as AddressInfo;
    const stranger = new Stripe('sk_live_x', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
    await expect(stranger.paymentIntents.list()).rejects.toMatchObject({ type: 'StripeAuthenticationError' });
  });
});

describe('an idempotency key', () => {
  const key = { idempotencyKey: 'order-1:create' };

  it('has one effect and one answer, also when the answer was a decline', async () => {
    const first = await stripe.paymentIntents.create(order, key);
    const second = await stripe.paymentIntents.create(order, key);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');

    const confirm = async (): Promise<unknown> =>
      stripe.paymentIntents.confirm(
        first.id,
        { payment_method: 'pm_card_visa_chargeDeclined' },
        { idempotencyKey: 'order-1:authorize' },
      );
    await expect(confirm()).rejects.toMatchObject({ code: 'card_declined' });
    const afterFirst = await stripe.paymentIntents.retrieve(first.id);
    await expect(confirm()).rejects.toMatchObject({ code: 'card_declined' });
    expect(await stripe.paymentIntents.retrieve(first.id)).toEqual(afterFirst);
  });

  it('is refused with other parameters, and at another endpoint', async () => {
    const { id } = await stripe.paymentIntents.create(order, key);
    await expect(stripe.paymentIntents.create({ ...order, amount: 1 }, key)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      message: expect.stringContaining('same parameters') as unknown,
    });
    await expect(stripe.paymentIntents.cancel(id, {}, key)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      message: expect.stringContaining('same endpoint') as unknown,
    });
  });

  it('stays free when the parameters were refused, for then nothing had begun', async () => {
    await expect(stripe.paymentIntents.create({ ...order, amount: 0 }, key)).rejects.toMatchObject({ param: 'amount' });
    await expect(stripe.paymentIntents.create(order, key)).resolves.toMatchObject({ amount: 3570 });
  });

  it('is in use while its first request runs', async () => {
    await withFault({ operation: 'payment_intents.create', kind: 'slow', delayMs: 1_000 });
    const both = await Promise.allSettled([
      stripe.paymentIntents.create(order, key),
      stripe.paymentIntents.create(order, key),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both).toContainEqual(
      expect.objectContaining({
        reason: expect.objectContaining({ statusCode: 409, code: 'idempotency_key_in_use' }) as unknown,
      }),
    );
  });
});

describe('a fault', () => {
  it('timeout after commit: the caller learns nothing, the money is captured', async () => {
    const { id } = await authorized();
    await withFault({ operation: 'payment_intents.capture', kind: 'timeout-after-commit' });
    await expect(stripe.paymentIntents.capture(id, {}, { timeout: 500 })).rejects.toMatchObject({
      type: 'StripeConnectionError',
    });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount_received: 3570 });
  });

  it.each([
    ['error-after-commit' as const, 'succeeded'],
    ['error-before-commit' as const, 'requires_capture'],
  ])('%s: the key keeps answering 500, only the payment itself tells that it is %s', async (kind, status) => {
    const { id } = await authorized();
    const capture = async (): Promise<unknown> => stripe.paymentIntents.capture(id, {}, { idempotencyKey: 'capture' });
    await withFault({ operation: 'payment_intents.capture', kind });
    await expect(capture()).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    await expect(capture()).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status });
  });

  it('close after commit: the SDK asks again by itself, and its key makes that harmless', async () => {
    const { id } = await authorized();
    await withFault({ operation: 'payment_intents.capture', kind: 'close-after-commit' });
    const captured = await stripe.paymentIntents.capture(id);
    expect(captured.lastResponse.headers['idempotent-replayed']).toBe('true');
  });

  it('close before commit, also of the one repetition that the SDK cannot be denied: nothing was done', async () => {
    const { id } = await authorized();
    await withFault({ operation: 'payment_intents.capture', kind: 'close-before-commit', times: 2 });
    await expect(stripe.paymentIntents.capture(id)).rejects.toMatchObject({ type: 'StripeConnectionError' });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  });

  it('can be taken back, and a fault nobody knows is refused', async () => {
    const { id } = await authorized();
    await withFault({ operation: 'payment_intents.retrieve', kind: 'error-before-commit' });
    await server.inject({ method: 'DELETE', url: '/simulator/faults' });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ id });
    const refused = await server.inject({ method: 'POST', url: '/simulator/faults', payload: { kind: 'rain' } });
    expect(refused.statusCode).toBe(400);
  });
});

describe('a restart', () => {
  it('keeps payments, refunds and idempotency keys, and forgets a line that was being written', async () => {
    const intent = await authorized();
    const captured = await stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'capture' });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 70 });
    await server.close();
    appendFileSync(join(directory, 'stripe-journal.ndjson'), '{"puts":[{"id":"pi_torn"');

    await start();
    expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(captured);
    expect(await stripe.refunds.retrieve(refund.id)).toEqual(refund);
    const again = await stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: 'capture' });
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    const next = await stripe.paymentIntents.create(order);
    await server.close();

    await start();
    expect((await stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual([next.id, intent.id]);
  });
});
