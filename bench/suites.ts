import { type OpenSuite } from './frame/suite.ts';

/** One folder a suite. */
export const suites: Readonly<Record<string, () => Promise<OpenSuite>>> = {
  calls: async () => (await import('./calls/suite.ts')).openCalls,
  events: async () => (await import('./events/suite.ts')).openEvents,
  filter: async () => (await import('./filter/suite.ts')).openFilter,
  introspect: async () => (await import('./introspect/suite.ts')).openIntrospect,
  revoke: async () => (await import('./revoke/suite.ts')).openRevoke,
  snapshot: async () => (await import('./snapshot/suite.ts')).openSnapshot,
  verdict: async () => (await import('./verdict/suite.ts')).openVerdict,
};
