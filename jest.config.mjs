// One project a kind of test: `*.spec.ts` is a unit, `*.int.spec.ts` talks to real servers, e2e/ goes through the public doors.
// Native ESM (NODE_OPTIONS=--experimental-vm-modules): NestJS 12 is ESM only. Sources are read through the `source`
// export condition, so no build is needed before a test.
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Not `import`: Jest adds it where a module is imported; said here it would hand ES modules to `require` too (pg, tslib).
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'default'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['/dist/', '/\\.strongroom/'],
};

const unit = {
  ...shared,
  displayName: 'unit',
  testMatch: [
    '<rootDir>/{libs,apps}/*/{src,test}/**/*.spec.ts',
    '<rootDir>/{tools,bench}/**/*.spec.ts',
    '<rootDir>/e2e/robustness/**/*.spec.ts',
  ],
  testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '/dist/'],
};
const integration = {
  ...shared,
  displayName: 'integration',
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
  testMatch: ['<rootDir>/{libs,apps}/*/{src,test}/**/*.int.spec.ts'],
};
const e2e = {
  ...shared,
  displayName: 'e2e',
  globalSetup: '<rootDir>/e2e/global-setup.mjs',
  globalTeardown: '<rootDir>/e2e/global-teardown.mjs',
  testMatch: ['<rootDir>/e2e/**/*.spec.ts'],
  testPathIgnorePatterns: ['/e2e/proxies/', '/e2e/robustness/'],
};
/** Real reverse proxies, which not every machine can be given: `npm run test:proxies`, no part of `npm test`. */
const proxies = {
  ...e2e,
  displayName: 'proxies',
  globalSetup: '<rootDir>/e2e/proxies/global-setup.mjs',
  testMatch: ['<rootDir>/e2e/proxies/**/*.spec.ts'],
  testPathIgnorePatterns: [],
};

// No test measures time, so a busy machine must not fail one: the limit only ends what hangs.
export default {
  projects: [unit, integration, e2e, proxies],
  cacheDirectory: '.strongroom/cache/jest',
  maxWorkers: 2,
  testTimeout: 30_000,
};
