import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type CarriesOut, type Input, type Output, type retrieveSecret } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { unknownSecret } from '../stored-secrets/refused-claim.js';
import { SecretValues } from '../stored-secrets/secret-values.js';
import { StoredSecretsStore } from '../stored-secrets/stored-secrets.store.js';
import { RetrieveSecretStore } from './retrieve-secret.store.js';

type Request = Input<typeof retrieveSecret>;

@Injectable()
export class RetrieveSecret implements CarriesOut<typeof retrieveSecret> {
  constructor(
    @Inject(RetrieveSecretStore) private readonly store: RetrieveSecretStore,
    @Inject(StoredSecretsStore) private readonly secrets: StoredSecretsStore,
    @Inject(SecretValues) private readonly values: SecretValues,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(request: Request): Promise<Output<typeof retrieveSecret>> {
    const { secret_id } = request;
    // Committed before the value is fetched: there is no reading that is not on record, only records of readings that failed.
    const version = await this.transactions.run(() => this.recordReading(request));
    const value = await this.values.read(secret_id, version);
    if (value === undefined) throw unknownVersion(version);
    return { secret_id, version, value: value.reveal() };
  }

  private async recordReading(request: Request): Promise<number> {
    const secret = await this.secrets.find(request.secret_id);
    if (secret === undefined) throw unknownSecret();
    const version = request.version ?? secret.version;
    if (!(await this.store.isStored(request.secret_id, version))) throw unknownVersion(version);
    await this.audit.record({
      action: 'secret.retrieve',
      target: { type: 'secret', id: request.secret_id },
      outcome: 'succeeded',
      details: { version },
    });
    return version;
  }
}

function unknownVersion(version: number): Error {
  return fault('err:secrets:unknown:version', { message: `version: there is no readable version ${version}` });
}
