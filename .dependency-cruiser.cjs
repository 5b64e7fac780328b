// Which way dependencies run (docs/architecture.md). A room may lean only on the rooms named here.
const rooms = {
  kernel: [],
  contracts: ['kernel'],
  'security-context': ['kernel', 'contracts'],
  messaging: [],
  guard: [],
  filter: [],
  retention: [],
  persistence: ['kernel', 'contracts', 'security-context'],
  entities: ['kernel', 'persistence', 'retention'],
  audit: ['kernel', 'security-context', 'persistence'],
  vault: ['kernel'],
  platform: [
    'kernel',
    'contracts',
    'security-context',
    'messaging',
    'guard',
    'filter',
    'persistence',
    'entities',
    'audit',
    'vault',
  ],
  webhooks: ['kernel', 'contracts', 'security-context', 'persistence', 'entities', 'audit', 'vault', 'platform'],
  provisioning: ['kernel', 'entities', 'vault'],
  testing: ['kernel', 'security-context', 'persistence', 'entities', 'vault', 'provisioning'],
};

const directions = Object.entries(rooms).map(([room, below]) => ({
  name: `room-${room}`,
  comment: `libs/${room} may lean on: ${below.join(', ') || 'nothing of ours'}. Tests may also use libs/testing.`,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: '\\.spec\\.ts$|/test/' },
  to: { path: '^libs/', pathNot: `^libs/(?:${[room, ...below].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...directions,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-lib-to-app',
      comment: 'a library knows no app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(?:apps|e2e|tools|bench)/' },
    },
    {
      name: 'no-app-to-app',
      comment: 'apps know each other by contract only',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-deep-import',
      comment: 'what a room offers is in its index; the rest is its own affair',
      severity: 'error',
      from: { path: ['^libs/([^/]+)/', '^apps/([^/]+)/', '^e2e/', '^tools/', '^bench/'] },
      to: {
        path: '^libs/([^/]+)/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'no-framework-below',
      comment: 'kernel and contracts know neither the framework nor the database',
      severity: 'error',
      from: { path: '^libs/(?:kernel|contracts|retention)/' },
      to: { path: 'node_modules/(?:@nestjs|typeorm|pg|ioredis)/' },
    },
    {
      name: 'tracing-is-optional',
      comment: 'whoever does not trace need not have OpenTelemetry: it is imported where it is bound, and nowhere else',
      severity: 'error',
      from: { path: '^libs/messaging/src/', pathNot: '^libs/messaging/src/opentelemetry/' },
      to: { path: ['@opentelemetry/', '^libs/messaging/src/opentelemetry/'] },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$|/test/|^e2e/|^libs/testing/|^tools/' },
      to: { path: '\\.spec\\.ts$|^libs/testing/' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|\\.strongroom/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
