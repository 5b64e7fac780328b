import {
  applyDecorators,
  HttpException,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { DoorRequest } from '../door/admission.js';
import { bearerDoor, type BearerDoor, type DoorOptions } from '../door/bearer-door.js';
import { Guard } from '../guard.js';

export type ProtectedOptions = Omit<DoorOptions, 'guard'>;

const PROTECTED = Symbol('@strongroom/guard/nest');

/** Puts the door before a controller or a route; what a route says counts alone. `Guard` must be a provider. */
export function Protected(options: ProtectedOptions = {}): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(PROTECTED, options), UseGuards(BearerGuard));
}

/** The same door for everything, as `APP_GUARD`: with the options of `@Protected`, or without any where nothing is said. */
@Injectable()
export class BearerGuard implements CanActivate {
  readonly #doors = new WeakMap<ProtectedOptions, BearerDoor>();

  constructor(
    @Inject(Guard) private readonly guard: Pick<Guard, 'verdict'>,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const outcome = await this.#doorBefore(context)(http.getRequest<DoorRequest>());
    if (outcome.admitted) return true;
    const { status, headers, problem } = outcome.refusal;
    const response = http.getResponse<Answer>();
    for (const [name, value] of Object.entries(headers)) response.header(name, value);
    throw new HttpException(problem, status);
  }

  #doorBefore(context: ExecutionContext): BearerDoor {
    const options = this.#optionsOf(context);
    const door = this.#doors.get(options) ?? bearerDoor({ ...options, guard: this.guard });
    this.#doors.set(options, door);
    return door;
  }

  #optionsOf(context: ExecutionContext): ProtectedOptions {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<ProtectedOptions | undefined>(PROTECTED, places) ?? NOTHING_SAID;
  }
}

const NOTHING_SAID: ProtectedOptions = {};

/** What Fastify's reply and Express's response have in common. */
interface Answer {
  header(name: string, value: string): unknown;
}
