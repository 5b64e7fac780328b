import { z } from 'zod';
import { commonErrors } from '../errors/common.js';
import { errorFacts, type ErrorCode } from '../errors/error-table.js';
import { type Access } from '../contract/access.js';
import { type Contract, type HttpDoor } from '../contract/contract.js';

type Json = Readonly<Record<string, unknown>>;

const anyCallCodes = Object.keys(commonErrors) as readonly ErrorCode[];

const problemSchema: Json = {
  type: 'object',
  description: 'Problem details, RFC 9457',
  required: ['type', 'title', 'status', 'code', 'trace_id'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    trace_id: { type: 'string' },
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'rule'],
        properties: { pointer: { type: 'string' }, rule: { type: 'string' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of every contract that has an HTTP door. */
export function openApiDocument(contracts: readonly Contract[], about: { title: string; version: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const contract of contracts) {
    if (contract.http === undefined) continue;
    const path = contract.http.path.replaceAll(/:([a-z_]+)/g, '{$1}');
    const operations = (paths[path] ??= {});
    operations[contract.http.method.toLowerCase()] = operation(contract, contract.http);
  }
  return {
    openapi: '3.1.0',
    info: about,
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(contract: Contract, http: HttpDoor): Json {
  const input = z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }) as ObjectJsonSchema;
  const inPath = new Set([...http.path.matchAll(/:([a-z_]+)/g)].map(([, name]) => name ?? ''));
  const outside = Object.keys(input.properties ?? {}).filter((name) => !inPath.has(name));
  const inQuery = http.method === 'GET' || http.method === 'DELETE' ? outside : [];
  const inBody = inQuery.length > 0 ? [] : outside;
  const parameter = (name: string, where: string): Json => ({
    name,
    in: where,
    required: where === 'path' || (input.required ?? []).includes(name),
    schema: input.properties?.[name] ?? {},
  });
  return {
    operationId: contract.pattern,
    tags: [contract.service],
    security: security(contract.access),
    parameters: [
      ...[...inPath].map((name) => parameter(name, 'path')),
      ...inQuery.map((name) => parameter(name, 'query')),
      ...(contract.idempotency === 'required' ? [idempotencyKey] : []),
    ],
    ...(inBody.length > 0 ? { requestBody: requestBody(input, inBody) } : {}),
    responses: responses(contract, http.status ?? 200),
  };
}

interface ObjectJsonSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function requestBody(input: ObjectJsonSchema, names: readonly string[]): Json {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, input.properties?.[name] ?? {}])),
    required: (input.required ?? []).filter((name) => names.includes(name)),
    additionalProperties: false,
  };
  return { required: schema.required.length > 0, content: { 'application/json': { schema } } };
}

function responses(contract: Contract, success: number): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of [...anyCallCodes, ...contract.errors]) {
    const { httpStatus, title } = errorFacts(code);
    byStatus.set(httpStatus, [...(byStatus.get(httpStatus) ?? []), `${code}: ${title}`]);
  }
  const output = z.toJSONSchema(contract.output, { io: 'output', unrepresentable: 'any' }) as ObjectJsonSchema;
  return {
    [success]: { description: 'Success', content: successContent(output, contract.http?.lines) },
    ...Object.fromEntries(
      [...byStatus].map(([status, lines]) => [
        status,
        {
          description: lines.join('\n'),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
}

/** Of a streamed answer the schema is that of a line. */
function successContent(output: ObjectJsonSchema, lines: string | undefined): Json {
  if (lines === undefined) return { 'application/json': { schema: output } };
  return { 'application/x-ndjson': { schema: output.properties?.[lines]?.['items'] ?? {} } };
}

function security(access: Access): readonly Json[] {
  if (access.kind === 'either') return access.scopes.map((scope) => ({ bearer: [scope] }));
  return access.kind === 'scopes' ? [{ bearer: access.scopes }] : [];
}
