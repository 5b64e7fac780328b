/** What tests read to find their servers. Nothing else is read, so a test can never reach live data by accident. */
export type TestVariable = 'TEST_DATABASE_URL' | 'TEST_REDIS_URL' | 'TEST_VAULT_ADDR' | 'TEST_VAULT_LOGINS';

export function testVariable(name: TestVariable): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: run \`npm test\`, or build and let Jest's global setup start the servers`);
  }
  return value;
}
