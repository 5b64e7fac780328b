import { Inject, Injectable } from '@nestjs/common';
import {
  Calls,
  fault,
  isErrorCode,
  parseInput,
  type CallOptions,
  type Contract,
  type ErrorCode,
  type InputToSend,
  type Output,
  type ServiceName,
} from '@strongroom/contracts';
import { type DomainError } from '@strongroom/kernel';
import { CallError, currentCallScope, readTraceparent, RedisClient, type StatusCode } from '@strongroom/messaging';
import { ContextStatements, currentContext, serviceContext, type SecurityContext } from '@strongroom/security-context';
import { traceparentOf } from '../tracing/trace-of-now.js';
import { OWN_NAME } from './own-name.js';

/** Calls to other services over the wire, in the name of whoever is asking now. */
@Injectable()
export class MessagingCalls extends Calls {
  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(RedisClient) private readonly client: Pick<RedisClient, 'call'>,
    @Inject(ContextStatements) private readonly statements: ContextStatements,
  ) {
    super();
  }

  override async call<C extends Contract>(
    contract: C,
    input: InputToSend<C>,
    options: CallOptions = {},
  ): Promise<Output<C>> {
    parseInput(contract.input, input);
    const context = this.contextFor(contract);
    try {
      const answer = await this.client.call(contract.pattern, input, {
        deadlineMs: Math.min(options.deadlineMs ?? contract.deadlineMs, contract.deadlineMs),
        securityContext: await this.statements.seal(context, contract.service),
        ...(inheritsTrace(context) ? {} : { traceparent: traceparentOf(context.traceId) }),
        ...(contract.priority === 'urgent' ? { priority: 'urgent' as const } : {}),
        ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      return contract.output.parse(answer) as Output<C>;
    } catch (error) {
      throw error instanceof CallError ? domainErrorOf(error, contract) : error;
    }
  }

  /** An internal call is made by the service itself; who caused it stays readable in the chain. */
  private contextFor(contract: Contract): SecurityContext {
    const context = currentContext();
    if (contract.access.kind !== 'internal') return context;
    const { actor, actorChain, tenant, traceId } = context;
    return serviceContext(this.self, tenant, { actorChain: [actor, ...actorChain], traceId });
  }
}

/** The transport carries on the trace of what is being handled by itself, and knows its span. */
function inheritsTrace({ traceId }: SecurityContext): boolean {
  return readTraceparent(currentCallScope()?.traceparent)?.traceId === traceId;
}

const codeOfStatus: Partial<Record<StatusCode, ErrorCode>> = {
  UNAVAILABLE: 'err:platform:unavailable:service',
  DEADLINE_EXCEEDED: 'err:platform:exceeded:deadline',
  RESOURCE_EXHAUSTED: 'err:platform:exceeded:capacity',
  CANCELLED: 'err:platform:cancelled:caller',
};

function domainErrorOf(error: CallError, contract: Contract): DomainError {
  const given = error.code !== undefined && isErrorCode(error.code) ? error.code : undefined;
  const code = given ?? codeOfStatus[error.status] ?? 'err:platform:internal:unexpected';
  return fault(code, {
    message: error.message,
    detail: `${contract.pattern} failed with ${error.status}`,
    fields: error.fields,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    cause: error,
  });
}
