import { runInContext, type SecurityContext } from '@strongroom/security-context';

/** A client of the tenant `demo` that asks for something; `about` says what matters to the test. */
export function testContext(about: Partial<SecurityContext> = {}): SecurityContext {
  return {
    tenant: 'demo',
    actor: { type: 'client', id: 'test-client' },
    actorChain: [],
    scopes: [],
    traceId: '0af7651916cd43dd8448eb211c80319c',
    ...about,
  };
}

export function inTenant<T>(tenant: string, work: () => T): T {
  return runInContext(testContext({ tenant }), work);
}
