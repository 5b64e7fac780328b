import { Controller, type DynamicModule } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';

export const PATTERN = 'order-processing.bench.echo.v1';

class EchoController {
  echo(body: unknown): Promise<unknown> {
    return Promise.resolve(body);
  }
}

/** Decorated by hand: Node strips types from these files, and leaves decorators alone. */
export function echoModule(): DynamicModule {
  const descriptor = Object.getOwnPropertyDescriptor(EchoController.prototype, 'echo') ?? {};
  MessagePattern(PATTERN)(EchoController.prototype, 'echo', descriptor);
  Controller()(EchoController);
  return { module: EchoController, controllers: [EchoController] };
}
