import { beforeAll, describe, expect, it } from '@jest/globals';
import { send, type Body } from './tour/http-client.ts';
import { DemoClient } from './support/client.ts';
import { sharedSystem } from './support/system.ts';

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly isProtected: boolean;
  readonly needsIdempotencyKey: boolean;
}

interface OpenApi {
  readonly paths: Record<string, Record<string, { security: unknown[]; parameters: { name: string }[] }>>;
}

/** Every path parameter filled with something that no schema of ours takes. */
const junk = '%00';

function operationsOf(document: OpenApi): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security, parameters }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path: path.replaceAll(/\{[a-z_]+\}/g, junk),
      isProtected: security.length > 0,
      needsIdempotencyKey: parameters.some(({ name }) => name === 'Idempotency-Key'),
    })),
  );
}

function expectProblem(body: Body, status: number): void {
  expect(body.number('status')).toBe(status);
  expect(body.text('code')).toMatch(/^err:/);
  expect(body.text('type')).toMatch(/^\/errors\//);
  expect(body.text('trace_id')).toMatch(/^[0-9a-f]{32}$/);
}

describe('bad input', () => {
  let client: DemoClient;
  let operations: readonly Operation[];

  beforeAll(async () => {
    client = await DemoClient.withEveryRight(await sharedSystem());
    operations = operationsOf((await client.ask('/openapi.json')).body.toJSON() as OpenApi);
    expect(operations.length).toBeGreaterThan(15);
  });

  it('with a field that there is not is refused by every route, which names it', async () => {
    for (const { method, path, needsIdempotencyKey } of operations) {
      const inBody = method === 'POST' || method === 'PUT';
      const { status, headers, body } = await client.ask(inBody ? path : `${path}?no_such_field=1`, {
        method,
        ...(inBody ? { json: { no_such_field: 1 } } : {}),
        ...(needsIdempotencyKey ? { idempotencyKey: 'bad-input' } : {}),
      });
      expect({ method, path, status }).toEqual({ method, path, status: 400 });
      expect(headers.get('content-type')).toContain('application/problem+json');
      expectProblem(body, 400);
      expect(body.list('errors').map((error) => error.text('pointer'))).toContain('/no_such_field');
    }
  });

  it('that is no JSON, or not an object, is refused by every route that takes a body', async () => {
    for (const { method, path } of operations.filter((operation) => operation.method === 'POST')) {
      for (const text of ['{', '[]', '"text"', '{"a":1}{"b":2}', '{"__proto__":{"x":1}}']) {
        const response = await fetch(new URL(path, client.gateway), {
          method,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${client.token}`,
            'idempotency-key': 'x',
          },
          body: text,
        });
        expect({ path, text, status: response.status }).toEqual({ path, text, status: 400 });
      }
    }
  });

  it('is not what a client sends that names a content type and has no body', async () => {
    const response = await fetch(
      new URL('/v1/secrets/01890000-0000-7000-8000-000000000000?expected_version=1', client.gateway),
      {
        method: 'DELETE',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}` },
      },
    );
    expect(response.status).toBe(404);
  });

  it('without a token is not even looked at', async () => {
    for (const { method, path } of operations.filter(({ isProtected }) => isProtected)) {
      const { status, headers, body } = await send(client.gateway, path, { method });
      expect({ method, path, status }).toEqual({ method, path, status: 401 });
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
      expectProblem(body, 401);
    }
  });

  it('of more than the limit is refused before it is read', async () => {
    const { status, body } = await client.ask('/v1/secrets', { json: { value: 'x'.repeat(2 * 1_048_576) } });
    expect(status).toBe(400);
    expectProblem(body, 400);
  });

  it('at a route that there is not is a problem document too', async () => {
    const { status, body } = await client.ask('/v1/no-such-thing');
    expect(status).toBe(404);
    expectProblem(body, 404);
  });

  it('has a page for each code that tells how to mend it', async () => {
    const { body } = await client.ask('/v1/no-such-thing');
    const page = await fetch(new URL(body.text('type'), client.gateway));
    expect(page.status).toBe(200);
    await expect(page.text()).resolves.toContain('**How to fix it.**');
  });
});
