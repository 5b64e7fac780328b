import { Inject, Injectable } from '@nestjs/common';
import {
  callersOf,
  fault,
  parseInput,
  stalenessPolicyOf,
  type CallFacts,
  type CarriesOut,
  type Contract,
  type Output,
} from '@strongroom/contracts';
import { type Asked } from '@strongroom/guard';
import { type CallContext } from '@strongroom/messaging';
import { ContextStatements, requireAccess, runInContext } from '@strongroom/security-context';
import { CredentialCheck } from './credential-check.js';

/** What the way by which a call came has to say of it, all of it proven by the sender. */
export type ReceivedCall = Pick<
  CallContext,
  'id' | 'sender' | 'deadlineMs' | 'signal' | 'idempotencyKey' | 'securityContext'
>;

/** What happens to every call before its use case sees it, and to every answer before it leaves. */
@Injectable()
export class Reception {
  constructor(
    @Inject(ContextStatements) private readonly statements: ContextStatements,
    @Inject(CredentialCheck) private readonly credentials: CredentialCheck,
  ) {}

  async receive<C extends Contract>(
    contract: C,
    useCase: CarriesOut<C>,
    body: unknown,
    call: ReceivedCall,
  ): Promise<Output<C>> {
    requireCaller(contract, call.sender);
    const context = await this.statements.open(call.securityContext ?? '', call.sender);
    await this.credentials.require(context, askedOf(contract));
    requireAccess(contract.access, context);
    const input = parseInput(contract.input, body) as Parameters<CarriesOut<C>['execute']>[0];
    const output = await runInContext(context, () => useCase.execute(input, factsOf(contract, call)));
    return contract.output.parse(output) as Output<C>;
  }
}

function requireCaller(contract: Contract, sender: string): void {
  if (callersOf(contract).some((caller) => caller === sender)) return;
  throw fault('err:access:denied:scope', { message: `${sender} is not a caller of ${contract.pattern}` });
}

function askedOf(contract: Contract): Asked {
  return { policy: stalenessPolicyOf(contract), duringStop: contract.duringStop ?? false };
}

function factsOf(contract: Contract, call: ReceivedCall): CallFacts {
  const { id, deadlineMs, idempotencyKey } = call;
  if (contract.idempotency === 'required' && idempotencyKey === undefined) {
    throw fault('err:request:missing:idempotency-key', { message: 'this call needs an idempotency key' });
  }
  return {
    ...{ id, deadlineMs },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    // Made, with its timer, when it is asked for, which few use cases do: that was 6 % of a short call.
    get signal() {
      return call.signal;
    },
  };
}
