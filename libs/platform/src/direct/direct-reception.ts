import { Inject, Injectable } from '@nestjs/common';
import { fault, parseInput, type CarriesOut, type Contract } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { callErrorOf } from '../doors/call-error-of.js';
import { Reception } from '../doors/reception.js';
import { Logger } from '../logging/logger.js';
import { directCall, type DirectAnswer } from './direct-body.js';

/** A call that can be made without Redis, and what carries it out. */
export interface DirectHandler {
  readonly contract: Contract;
  readonly useCase: CarriesOut<Contract>;
}

/** The entry of a contract in a map of handlers by pattern. */
export function direct<C extends Contract>(contract: C, useCase: CarriesOut<C>): [string, DirectHandler] {
  return [contract.pattern, { contract, useCase }];
}

/** What happens to a direct call once it is known who sent it: the same as to one that came over the wire. */
@Injectable()
export class DirectReception {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** @returns the body of the answer, which says what failed if something did */
  async answer(sender: string, body: Buffer, handler: DirectHandler | undefined): Promise<Buffer> {
    const answer = await this.receive(sender, body, handler).catch((error: unknown): DirectAnswer => ({
      error: { ...callErrorOf(error, this.logger) } as Failure,
    }));
    return Buffer.from(JSON.stringify(answer));
  }

  private async receive(sender: string, body: Buffer, handler: DirectHandler | undefined): Promise<DirectAnswer> {
    if (handler === undefined) throw fault('err:request:unknown:route', { message: 'this call needs Redis' });
    const call = parseInput(directCall, jsonOf(body));
    const { deadline_ms: deadlineMs, idempotency_key: idempotencyKey, security_context: securityContext } = call;
    if (deadlineMs <= Date.now()) {
      throw fault('err:platform:exceeded:deadline', { message: 'the deadline had passed when the call arrived' });
    }
    const output = await this.reception.receive(handler.contract, handler.useCase, call.input, {
      ...{ id: uuidv7(), sender, deadlineMs, idempotencyKey, securityContext },
      signal: AbortSignal.timeout(Math.min(deadlineMs - Date.now(), handler.contract.deadlineMs)),
    });
    return { output };
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw fault('err:request:invalid:body', { message: 'the body is not valid JSON', cause });
  }
}

type Failure = Extract<DirectAnswer, { error: unknown }>['error'];
