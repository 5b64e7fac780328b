import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import {
  events,
  fault,
  type CarriesOut,
  type Input,
  type Output,
  type ServiceName,
  type ShowDeadLetter as Contract,
} from '@strongroom/contracts';
import { type DeadLetter } from '@strongroom/messaging';
import { Transactions } from '@strongroom/persistence';
import { OWN_NAME } from '../doors/own-name.js';
import { redact } from './redact.js';
import { VisibleLetters } from './visible-letters.js';

@Injectable()
export class ShowDeadLetter implements CarriesOut<Contract> {
  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(VisibleLetters) private readonly visible: VisibleLetters,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute({ letter_id, body }: Input<Contract>): Promise<Output<Contract>> {
    const found = await this.visible.find(letter_id);
    if (found === undefined) {
      throw fault('err:dead-letters:unknown:letter', { message: `letter_id: there is no dead letter ${letter_id}` });
    }
    const { letter, summary } = found;
    if (body === 'false') return { letter: summary, body: null, withheld: null };
    // Committed before the body leaves: there is no reading that is not on record.
    await this.transactions.run(() =>
      this.audit.record({
        action: 'dead-letter.read',
        target: { type: 'dead-letter', id: `${this.self}/${letter_id}` },
        outcome: 'succeeded',
      }),
    );
    return { letter: summary, ...shownBody(letter) };
  }
}

function shownBody({ event }: DeadLetter): { readonly body: unknown; readonly withheld: string | null } {
  if (typeof event === 'string') return withheld(`nobody that this service shares a key with signed it (${event})`);
  const contract = events.find(({ pattern }) => pattern === event.pattern);
  if (contract === undefined) return withheld('no contract of this version says which of its fields are secrets');
  const secrets = (contract.secrets ?? []).map((pointer) => `/data${pointer}`);
  try {
    return { body: redact(event.body(), secrets), withheld: null };
  } catch {
    return withheld('it is not JSON');
  }
}

function withheld(why: string): { readonly body: null; readonly withheld: string } {
  return { body: null, withheld: why };
}
