export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A JSON body, read field by field; a field that is not there, or not of the kind asked for, is an error that names it. */
export class Body {
  private readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  field(name: string): Body {
    if (typeof this.value !== 'object' || this.value === null || !(name in this.value)) {
      throw new Error(`the answer has no field ${name}: ${JSON.stringify(this.value)}`);
    }
    return new Body((this.value as Record<string, unknown>)[name]);
  }

  has(name: string): boolean {
    return typeof this.value === 'object' && this.value !== null && name in this.value;
  }

  text(name: string): string {
    const { value } = this.field(name);
    if (typeof value !== 'string') throw new Error(`${name} is not a string: ${JSON.stringify(value)}`);
    return value;
  }

  number(name: string): number {
    const { value } = this.field(name);
    if (typeof value !== 'number') throw new Error(`${name} is not a number: ${JSON.stringify(value)}`);
    return value;
  }

  list(name?: string): readonly Body[] {
    const { value } = name === undefined ? this : this.field(name);
    if (!Array.isArray(value)) throw new Error(`${name ?? 'the answer'} is not a list: ${JSON.stringify(value)}`);
    return value.map((item: unknown) => new Body(item));
  }

  toJSON(): unknown {
    return this.value;
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly idempotencyKey?: string;
}

const PATIENCE_MS = 30_000;

/** Plain HTTP, as any client would speak it. */
export async function send(gateway: string, path: string, request: Request = {}): Promise<Answer> {
  const { json, form, token, idempotencyKey } = request;
  const response = await fetch(new URL(path, gateway), {
    method: request.method ?? (json === undefined && form === undefined ? 'GET' : 'POST'),
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: new Body(parse(text)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
