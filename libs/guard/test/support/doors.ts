import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Req, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import express from 'express';
import fastify from 'fastify';
import { bearerMiddleware } from '../../src/express/index.js';
import { bearerHook } from '../../src/fastify/index.js';
import {
  admissionOf,
  bearerDoor,
  Guard,
  type DoorOptions,
  type DoorRequest,
  type StaticKeys,
} from '../../src/index.js';
import { Protected } from '../../src/nest/index.js';

/** What is behind each path; `undefined` is a route before which somebody forgot the door. */
export type Routes = Readonly<Record<string, Omit<DoorOptions, 'guard'> | undefined>>;

export interface ServedDoors {
  readonly url: string;
  readonly close: () => Promise<unknown>;
}

/** `keys`: the guard's own, for a door that verifies once more. */
export type ServeDoors = (guard: Guard, routes: Routes, keys: StaticKeys) => Promise<ServedDoors>;

export interface Door {
  readonly name: string;
  readonly serve: ServeDoors;
  /** Judged by what the table says of passport, where that differs. */
  readonly isPassport?: true;
  /** What no answer of it has, whatever the table says. */
  readonly lacks?: readonly ('challenge' | 'retryAfter' | 'confirmed' | 'problem')[];
}

function show(request: DoorRequest): object {
  const { claims, confirmed } = admissionOf(request);
  return { sub: claims.sub, confirmed };
}

export async function listening(server: Server): Promise<ServedDoors> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const plain: ServeDoors = (guard, routes) => {
  const doors = new Map(
    Object.entries(routes).map(([path, options]) => [path, options && bearerDoor({ ...options, guard })]),
  );
  const server = createServer((request, response) => {
    void (async () => {
      const outcome = await doors.get(request.url?.split('?', 1).join() ?? '')?.(request);
      if (outcome?.admitted === false) {
        const { status, headers, problem } = outcome.refusal;
        const type = 'application/problem+json';
        response.writeHead(status, { ...headers, 'content-type': type }).end(JSON.stringify(problem));
      } else response.end(JSON.stringify(show(request)));
    })().catch(() => response.writeHead(500).end());
  });
  return listening(server);
};

const onFastify: ServeDoors = async (guard, routes) => {
  const app = fastify();
  for (const [path, options] of Object.entries(routes)) {
    app.get(path, options ? { onRequest: bearerHook({ ...options, guard }) } : {}, show);
  }
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
};

const onExpress: ServeDoors = (guard, routes) => {
  const app = express();
  for (const [path, options] of Object.entries(routes)) {
    const doors = options ? [bearerMiddleware({ ...options, guard })] : [];
    app.get(path, ...doors, (request, response) => {
      response.json(show(request));
    });
  }
  return listening(createServer(app));
};

function controllerOf(path: string, options: Routes[string]): Type {
  @Controller()
  class Route {
    @Get(path)
    show(@Req() request: object): object {
      return show(request as DoorRequest);
    }
  }
  if (options) Protected(options)(Route);
  return Route;
}

const onNest: ServeDoors = async (guard, routes) => {
  const controllers = Object.entries(routes).map(([path, options]) => controllerOf(path, options));
  const providers = [{ provide: Guard, useValue: guard }];
  const testing = await Test.createTestingModule({ controllers, providers }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), close: () => app.close() };
};

export const doors: readonly Door[] = [
  { name: 'the plain function', serve: plain },
  { name: 'the Fastify hook', serve: onFastify },
  { name: 'the Express middleware', serve: onExpress },
  { name: 'the NestJS guard', serve: onNest },
];
