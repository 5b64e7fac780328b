import { createServer } from 'node:http';
import { Controller, Get, Req, UseGuards, type Type } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import express from 'express';
import passport from 'passport';
import type { AccessTokenClaims, Guard, StaticKeys } from '../../src/index.js';
import { GuardStrategy } from '../../src/passport/index.js';
import { listening, type Door, type Routes, type ServeDoors } from './doors.js';
import { AUDIENCE, ISSUER } from './issuer.js';

/** `admissionOf` knows nothing of passport's door: who was let in stands where every strategy puts it. */
function show({ user }: { readonly user?: unknown }): object {
  if (user === undefined) throw new Error('no strategy has let this request in');
  return { sub: (user as AccessTokenClaims).sub };
}

/** A route's door is a strategy of its own, whose name is the path; there is no option for scopes. */
function strategyOf(
  path: string,
  { scopes: _, ...options }: NonNullable<Routes[string]>,
  guard: Guard,
  keys: StaticKeys,
) {
  return new GuardStrategy({ ...options, guard, keys, issuer: ISSUER, audience: AUDIENCE, name: path });
}

const onExpress: ServeDoors = (guard, routes, keys) => {
  const own = new passport.Passport();
  const app = express();
  for (const [path, options] of Object.entries(routes)) {
    if (options) own.use(strategyOf(path, options, guard, keys));
    const doors = options ? [own.authenticate(path, { session: false }) as express.RequestHandler] : [];
    app.get(path, ...doors, (request, response) => {
      response.json(show(request));
    });
  }
  // Express shows the stack of an error that nobody handles, in the answer and on stderr, unless this is said.
  app.set('env', 'test');
  return listening(createServer(app));
};

function controllerOf(path: string, strategy: string | undefined): Type {
  @Controller()
  class Route {
    @Get(path)
    show(@Req() request: object): object {
      return show(request);
    }
  }
  if (strategy !== undefined) UseGuards(AuthGuard(strategy))(Route);
  return Route;
}

let served = 0;

/** As `AuthGuard` knows only the one passport of the process, the strategies of each application have names of their own. */
const onNest: ServeDoors = async (guard, routes, keys) => {
  served += 1;
  const named = Object.entries(routes).map(([path, options]) => ({ path, options, name: `${served}${path}` }));
  for (const { name, options } of named) if (options) passport.use(strategyOf(name, options, guard, keys));
  const controllers = named.map(({ path, options, name }) => controllerOf(path, options && name));
  const testing = await Test.createTestingModule({ controllers }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  const close = async (): Promise<void> => {
    for (const { name } of named) passport.unuse(name);
    await app.close();
  };
  return { url: await app.getUrl(), close };
};

/** What their answers lack is what passport, or NestJS' `AuthGuard`, makes of a strategy's word. */
export const passportDoors: readonly Door[] = [
  { name: 'the passport strategy, on Express', serve: onExpress, isPassport: true, lacks: ['confirmed', 'problem'] },
  {
    ...{ name: 'the passport strategy, by the AuthGuard of NestJS', serve: onNest, isPassport: true },
    lacks: ['confirmed', 'problem', 'challenge', 'retryAfter'],
  },
];
