import { contracts, type Contract, type HttpDoor } from '@strongroom/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGatewayHarness, revoked, type GatewayHarness } from '../../test/gateway-harness.js';

let gateway: GatewayHarness;

beforeAll(async () => {
  gateway = await openGatewayHarness();
  gateway.guard.tokens.set('revoked', revoked);
});
afterAll(() => gateway.app.close());

const headers = { authorization: 'Bearer revoked' };
const ask = ({ method, path }: HttpDoor) => gateway.app.inject({ method, url: path.replaceAll(/:\w+/g, 'x'), headers });

const closed = contracts.flatMap((contract: Contract) =>
  contract.http === undefined || contract.access.kind === 'public' ? [] : [{ ...contract, http: contract.http }],
);

describe('the door before a route', () => {
  it.each(closed)('asks as the service behind it does: $pattern', async (contract) => {
    const { pattern, kind, secrets, duringStop = false, http } = contract;
    expect((await ask(http)).statusCode).toBe(401);
    const strict = kind === 'command' || secrets?.output !== undefined;
    const judged = duringStop ? { policy: 'strict', duringStop } : { policy: strict ? 'strict' : 'bounded' };
    expect({ pattern, asked: gateway.guard.asked.at(-1) }).toEqual({ pattern, asked: judged });
  });
});
