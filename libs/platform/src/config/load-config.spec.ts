import { describe, expect, it } from '@jest/globals';
import { ConfigFault } from './config-fault.js';
import { loadConfig } from './load-config.js';
import { issuer, processSettings } from './settings.js';

const complete = {
  MANAGEMENT_PORT: '9464',
  REDIS_URL: 'redis://127.0.0.1:6379',
  VAULT_ADDR: 'http://127.0.0.1:8200',
  VAULT_ROLE_ID_FILE: 'role-id',
  VAULT_SECRET_ID_FILE: 'secret-id',
  REVOCATION_FEED_URLS: 'http://127.0.0.1:4100, http://127.0.0.1:4101',
};

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(processSettings, environment);
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('reads a complete environment, and ignores what it does not know', () => {
    const config = loadConfig(processSettings, { ...complete, SOMETHING_ELSE: 'x' });
    expect(config.MANAGEMENT_PORT).toBe(9464);
    expect(config.REVOCATION_FEED_URLS).toEqual(['http://127.0.0.1:4100', 'http://127.0.0.1:4101']);
    expect(config).not.toHaveProperty('SOMETHING_ELSE');
  });

  it('names every fault at once', () => {
    const faults = faultsOf({ ...complete, REDIS_URL: 'http://elsewhere', VAULT_ADDR: '', MANAGEMENT_PORT: '70000' });
    expect(faults).toHaveLength(3);
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['MANAGEMENT_PORT', 'REDIS_URL', 'VAULT_ADDR']);
  });

  it('never repeats a value, which may be a secret', () => {
    const faults = faultsOf({ ...complete, REDIS_URL: 'canary-7c1f' });
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain('canary-7c1f');
  });
});

describe('the issuer', () => {
  it.each([
    'https://id.example.com',
    'https://id.example.com/',
    'https://id.example.com:8443',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'http://localhost:8080',
  ])('may be %s', (url) => {
    expect(issuer.parse(url)).toBe(url);
  });

  it.each([
    'http://id.example.com',
    'http://127.0.0.1.example.com',
    'https://id.example.com/tenant',
    'https://id.example.com?a=b',
    'https://id.example.com/?',
    'https://id.example.com#',
    'https://user:pass@id.example.com',
    'https://ID.example.com',
    'ftp://id.example.com',
    'id.example.com',
    '',
  ])('may not be %j', (url) => {
    const [issue] = issuer.safeParse(url).error?.issues ?? [];
    expect(issue?.message).toContain('must be');
  });
});
