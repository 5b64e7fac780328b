import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Filter } from '@strongroom/filter';
import { explain, findingColumns } from './explain.js';
import { policyOf } from './treatments.js';

describe('explaining a text on the command line', () => {
  const filter = new Filter();
  const bytes = Buffer.from('é: 4111 1111 1111 1111, AKIAIOSFODNN7EXAMPLE, bob@example.com');

  it('says for each finding where it is and what decides, and goes on behind what is blocked', async () => {
    const policy = policyOf(['AWS_ACCESS_KEY=block']);
    const explained = await explain(filter, policy, Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]));
    expect(explained.map((finding) => findingColumns.map(({ cell }) => cell(finding)))).toEqual([
      [
        '4-23',
        'CREDIT_CARD',
        'financial.payment-card',
        '0.97',
        'checksum, range',
        'plain',
        '',
        'mask',
        '/types/CREDIT_CARD',
      ],
      [
        '25-45',
        'AWS_ACCESS_KEY',
        'providers.aws-access-key-id',
        expect.any(String),
        expect.any(String),
        'plain',
        '',
        'block',
        '/types/AWS_ACCESS_KEY',
      ],
      [
        '47-62',
        'EMAIL_ADDRESS',
        'contact.email',
        expect.any(String),
        'tld',
        'plain',
        expect.any(String),
        'redact',
        '/otherwise',
      ],
    ]);
    expect(JSON.stringify(explained)).not.toMatch(/4111|AKIA|bob@/);
  });

  it('says nothing of a text in which nothing is', async () => {
    await expect(explain(filter, policyOf([]), Readable.from(['nothing here']))).resolves.toEqual([]);
  });
});
