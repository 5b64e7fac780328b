export { testDatabase, type ServiceDatabase, type TestDatabase } from './database/test-database.js';
export { MovableClock } from './movable-clock.js';
export { Stranger } from './packages/stranger.js';
export { startTestServers, type TestServers } from './servers/start-test-servers.js';
export { testVariable, type TestVariable } from './servers/test-environment.js';
export { testVaultLogin } from './servers/test-vault-login.js';
export { inTenant, testContext } from './test-context.js';
