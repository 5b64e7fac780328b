import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command, query } from '../contract/contract.js';
import { openApiDocument } from './openapi.js';

const place = command('order-processing.order.place.v1', {
  input: z.strictObject({ order_id: z.uuid(), sku: z.string(), note: z.string().optional() }),
  output: z.strictObject({ status: z.literal('captured') }),
  errors: [],
  access: allow('orders:write'),
  deadlineMs: 1000,
  idempotency: 'required',
  http: { method: 'POST', path: '/v1/orders/:order_id', status: 201 },
});
const list = query('order-processing.order.list.v1', {
  input: z.strictObject({ limit: z.coerce.number().int().default(10) }),
  output: z.array(z.string()),
  errors: [],
  access: allow('orders:read'),
  deadlineMs: 1000,
  http: { method: 'GET', path: '/v1/orders' },
});
const everyOrder = query('order-processing.order.export.v1', {
  input: z.strictObject({ before: z.uuid().optional() }),
  output: z.strictObject({ orders: z.array(z.strictObject({ sku: z.string() })), next: z.uuid().nullable() }),
  errors: [],
  access: allow('orders:read'),
  deadlineMs: 1000,
  http: { method: 'GET', path: '/v1/orders/export', lines: 'orders' },
});

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: {
    readonly content: { 'application/json': { schema: { properties: object; required: string[] } } };
  };
  readonly responses: Record<string, unknown>;
  readonly security: unknown;
}

describe('openApiDocument', () => {
  const document = openApiDocument([place, list, everyOrder], { title: 'Test', version: '1' });
  const paths = document['paths'] as Record<string, Record<string, Operation>>;

  it('puts each field where the door reads it: path, query or body', () => {
    const post = paths['/v1/orders/{order_id}']?.['post'];
    expect(post?.parameters.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['order_id', 'path', true],
      ['Idempotency-Key', 'header', true],
    ]);
    const body = post?.requestBody?.content['application/json'].schema;
    expect(Object.keys(body?.properties ?? {})).toEqual(['sku', 'note']);
    expect(body?.required).toEqual(['sku']);
    expect(
      paths['/v1/orders']?.['get']?.parameters.map(({ name, in: where, required }) => [name, where, required]),
    ).toEqual([['limit', 'query', false]]);
  });

  it('shows of a streamed answer the schema of a line', () => {
    expect(paths['/v1/orders/export']?.['get']?.responses['200']).toMatchObject({
      content: { 'application/x-ndjson': { schema: { properties: { sku: { type: 'string' } } } } },
    });
  });

  it('tells the status of success, every refusal and the scopes', () => {
    const post = paths['/v1/orders/{order_id}']?.['post'];
    expect(Object.keys(post?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '429', '503']),
    );
    expect(post?.security).toEqual([{ bearer: ['orders:write'] }]);
  });
});
