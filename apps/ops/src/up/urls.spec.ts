import { describe, expect, it } from '@jest/globals';
import { withoutLogin, withSomeLogin } from './urls.js';

describe('URLs for services', () => {
  it('hold no login of an administrator', () => {
    expect(withoutLogin('postgres://postgres:s3cret@127.0.0.1:5432/strongroom?sslmode=require')).toBe(
      'postgres://127.0.0.1:5432/strongroom?sslmode=require',
    );
  });

  it('of a Redis that was given stay as they are, and get a login that an open Redis accepts if they have none', () => {
    expect(withSomeLogin('redis://me:mine@cache:6379/2')).toBe('redis://me:mine@cache:6379/2');
    expect(withSomeLogin('redis://cache:6379')).toBe('redis://default:none@cache:6379');
  });
});
