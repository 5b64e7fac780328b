import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { VaultSecretStore } from './kv/vault-secret-store.js';
import { SecretStore } from './secret-store.js';
import { VaultClient, type VaultOptions } from './vault-client.js';

/** Gives an application its {@link SecretStore}, logged in before anything that asks for it is made. */
@Module({})
export class VaultModule implements OnApplicationShutdown {
  constructor(@Inject(VaultClient) private readonly client: VaultClient) {}

  static forRoot(options: VaultOptions): DynamicModule {
    return {
      module: VaultModule,
      global: true,
      providers: [
        { provide: VaultClient, useFactory: () => VaultClient.open(options) },
        {
          provide: SecretStore,
          useFactory: (client: VaultClient) => new VaultSecretStore(client),
          inject: [VaultClient],
        },
      ],
      exports: [SecretStore],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
