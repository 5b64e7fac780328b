import { randomUUID } from 'node:crypto';
import { type Visit } from '../visit.ts';

const PARALLEL = 20;

/** The same order twenty times at once, with one idempotency key: one order, one payment. */
export async function orderOnce(visit: Visit): Promise<void> {
  const { narrator, terms } = visit;
  narrator.chapter(`4. The same order, ${PARALLEL} times at once`);
  const before = await visit.expect(200, '/v1/stock/demo-mug');
  const idempotencyKey = randomUUID();
  const order = { lines: [{ sku: 'demo-mug', quantity: 2 }], payment_method: 'pm_card_visa' };
  const answers = await Promise.all(
    Array.from({ length: PARALLEL }, (_, at) =>
      visit.ask('/v1/orders', { json: order, idempotencyKey }, terms.gateways[at % terms.gateways.length]),
    ),
  );
  const placed = answers.filter(({ status }) => status === 201);
  const busy = answers.filter(({ status }) => status === 409);
  narrator.say(`${placed.length} were answered with the order, ${busy.length} were told that it is under way`);
  narrator.promise('nothing else was answered', placed.length > 0 && placed.length + busy.length === PARALLEL);
  const bodies = new Set(placed.map(({ body }) => JSON.stringify(body)));
  narrator.promise('all who were answered got the same bytes', bodies.size === 1);
  const done = placed[0]?.body;
  if (done === undefined) return;
  narrator.promise(
    `order ${done.text('order_id')} is ${done.text('status')}: ${done.number('total_minor')} minor units of ${done.text('currency')}, ${done.number('tax_minor')} of them tax`,
    done.text('status') === 'captured',
  );
  const after = await visit.expect(200, '/v1/stock/demo-mug');
  narrator.promise('two mugs were sold, not forty', after.number('sold') - before.number('sold') === 2);
  const other = await visit.ask('/v1/orders', {
    json: { ...order, lines: [{ sku: 'demo-mug', quantity: 3 }] },
    idempotencyKey,
  });
  narrator.promise(
    `the same key with another order is refused: ${other.status} ${other.body.text('code')}`,
    other.status === 422,
  );
}
