import { type z } from 'zod';
import { type ErrorCode } from '../errors/error-table.js';
import { type Access } from './access.js';
import { checkedPattern } from './pattern.js';
import { serviceOf, type ServiceName } from './service-name.js';

type ObjectSchema = z.ZodType<object>;
type AnySchema = z.ZodType;

export interface HttpDoor {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `:name` segments are fields of the input; the rest comes from the query (GET, DELETE) or the JSON body. */
  readonly path: `/${string}`;
  /** Status of a success; 200 unless said. */
  readonly status?: 200 | 201 | 202;
  /**
   * The answer is streamed as NDJSON, one line for each item of this field of the output. The door asks for page after page:
   * the output's `next`, until it is null, is the `before` of the following page.
   */
  readonly lines?: string;
}

export interface CallTerms<I extends ObjectSchema, O extends AnySchema> {
  readonly input: I;
  readonly output: O;
  /** Codes of the error table that this call may answer with, beside those that any call may (`commonErrorCodes`). */
  readonly errors: readonly ErrorCode[];
  readonly access: Access;
  /** How long a caller waits unless it says otherwise. There is always a deadline. */
  readonly deadlineMs: number;
  /** `required`: the caller must bring an idempotency key, and the same key twice has one effect. */
  readonly idempotency?: 'required';
  readonly http?: HttpDoor;
  /** Services, beside the gateway, that call this; from it comes who may write to whose queue in Redis. */
  readonly callers?: readonly ServiceName[];
  /** JSON Pointers (RFC 6901) of fields that hold secrets: kept out of every log and trace. */
  readonly secrets?: { readonly input?: readonly string[]; readonly output?: readonly string[] };
  /** Urgent calls are taken before all others: revocation and what an operator does in an emergency. */
  readonly priority?: 'urgent';
  /**
   * By HTTP, only with a credential that was proven anew within the time that the gateway is set to (RFC 9470), if it is set. A
   * function says whether what is sent asks for that; it sees the input before the schema does.
   */
  readonly stepUp?: true | ((input: Readonly<Record<string, unknown>>) => boolean);
  /** What those who deal with an emergency need: answered while an emergency stop stands, to credentials issued since. */
  readonly duringStop?: true;
}

export interface Contract<I extends ObjectSchema = ObjectSchema, O extends AnySchema = AnySchema> extends CallTerms<
  I,
  O
> {
  /** A query changes nothing and may be asked again; a command may change something. */
  readonly kind: 'query' | 'command';
  /** `<service>.<thing>.<verb>.v<n>` */
  readonly pattern: string;
  readonly service: ServiceName;
}

export interface EventTerms<P extends ObjectSchema> {
  readonly payload: P;
  /** The services that handle this event; one copy is sent to each. */
  readonly consumers: readonly [ServiceName, ...ServiceName[]];
  /** JSON Pointers (RFC 6901) of fields of the payload that hold secrets: struck out where an event is shown. */
  readonly secrets?: readonly string[];
}

export interface EventContract<P extends ObjectSchema = ObjectSchema> extends EventTerms<P> {
  readonly kind: 'event';
  /** `<service>.<thing>.<what happened>.v<n>`; the first segment is the publisher. */
  readonly pattern: string;
  readonly publisher: ServiceName;
}

export type Input<C extends Contract> = z.output<C['input']>;
/** What a caller may write: fields with a default can be left out. */
export type InputToSend<C extends Contract> = z.input<C['input']>;
export type Output<C extends Contract> = z.output<C['output']>;
export type Payload<E extends EventContract> = z.output<E['payload']>;

/** What a use case may know of the call that it carries out, beside its input and the security context. */
export interface CallFacts {
  /** UUIDv7 of the call; the same for a delivery that is repeated. */
  readonly id: string;
  /** Absolute, Unix milliseconds. */
  readonly deadlineMs: number;
  /** Aborts when the caller has gone or the deadline has passed. */
  readonly signal: AbortSignal;
  readonly idempotencyKey?: string;
}

/** A use case: the rule behind one contract. */
export interface CarriesOut<C extends Contract> {
  execute(input: Input<C>, call: CallFacts): Promise<Output<C>>;
}

/** What a service does when an event reaches it. Runs in a transaction, once for each event id. */
export interface Consumes<E extends EventContract> {
  consume(payload: Payload<E>): Promise<void>;
}

/** Who may make a call: the gateway where it has an HTTP door, and the services that it names. */
export function callersOf({ http, callers = [] }: Contract): readonly ServiceName[] {
  return http === undefined ? callers : ['gateway', ...callers];
}

export function query<I extends ObjectSchema, O extends AnySchema>(
  pattern: string,
  terms: CallTerms<I, O>,
): Contract<I, O> {
  return { kind: 'query', pattern: checkedPattern(pattern), service: serviceOf(pattern), ...terms };
}

export function command<I extends ObjectSchema, O extends AnySchema>(
  pattern: string,
  terms: CallTerms<I, O>,
): Contract<I, O> {
  return { kind: 'command', pattern: checkedPattern(pattern), service: serviceOf(pattern), ...terms };
}

export function event<P extends ObjectSchema>(pattern: string, terms: EventTerms<P>): EventContract<P> {
  return { kind: 'event', pattern: checkedPattern(pattern), publisher: serviceOf(pattern), ...terms };
}
