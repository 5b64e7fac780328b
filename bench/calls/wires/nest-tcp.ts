import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { type Wire } from '../wire.ts';
import { echoModule, PATTERN } from './echo-controller.ts';

const host = '127.0.0.1';

/** NestJS's own TCP transporter: no broker, so the caller has to know every replica. */
export const nestTcp: Wire = {
  async serve({ ports }, index) {
    const port = ports[index];
    if (port === undefined) throw new Error(`no port for replica ${index}`);
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(echoModule(), {
      transport: Transport.TCP,
      options: { host, port },
      logger: false,
    });
    await app.listen();
    return { close: () => app.close() };
  },

  async connect({ ports }) {
    const clients = ports.map((port) =>
      ClientProxyFactory.create({ transport: Transport.TCP, options: { host, port } }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    let turn = 0;
    return {
      call: (order) => {
        turn = (turn + 1) % clients.length;
        const client = clients[turn];
        return client === undefined
          ? Promise.reject(new Error('no replica'))
          : firstValueFrom(client.send<unknown>(PATTERN, order));
      },
      close: async () => {
        for (const client of clients) await client.close();
      },
    };
  },
};
