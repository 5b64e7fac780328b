import { DomainError } from '@strongroom/kernel';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Redaction } from '../redaction/redaction.js';
import { Logger } from './logger.js';
import { NestLogger } from './nest-logger.js';

let redaction: Redaction;

beforeAll(async () => {
  redaction = await Redaction.open();
});

function logged(say: (logger: Logger) => void): Record<string, unknown> {
  let line = '';
  const write = (written: string): void => {
    line += written;
  };
  say(Logger.create({ service: 'test', instance: '1', level: 'debug', freeText: redaction.text }, { write }));
  return JSON.parse(line) as Record<string, unknown>;
}

const password = 'Kx7-vulture-92';
const secrets = [password, '4111 1111 1111 1111', 'alice@example.com'];
const text = `connect to postgres://app:${password}@db.internal:5432/main as alice@example.com, card 4111 1111 1111 1111`;

function clean(line: Record<string, unknown>): void {
  for (const secret of secrets) expect(JSON.stringify(line)).not.toContain(secret);
  expect(JSON.stringify(line)).toContain('db.internal:5432/main as [EMAIL_ADDRESS], card [CREDIT_CARD]');
}

describe('a log line', () => {
  it('holds no secret of an error, of its cause, of its stack', () => {
    const cause = new Error(text);
    clean(
      logged((logger) => {
        logger.error('failed', { error: new Error('outer', { cause }) });
      }),
    );
    clean(
      logged((logger) => {
        logger.debug('failed', { error: new TypeError(text) });
      }),
    );
  });

  it('holds no secret of what an error says to us alone', () => {
    const error = new DomainError('err:test:internal:x', { message: 'failed', detail: text });
    clean(
      logged((logger) => {
        logger.error('failed', { error });
      }),
    );
  });

  it('holds no secret of a warning that quotes others, nor of the frame', () => {
    clean(
      logged((logger) => {
        logger.warn(`Redis: ${text}; trying again`);
      }),
    );
    clean(
      logged((logger) => {
        new NestLogger(logger).error(text, 'stack', 'Injector');
      }),
    );
    clean(
      logged((logger) => {
        new NestLogger(logger).error(new Error(text), 'Injector');
      }),
    );
  });

  it('still says where: addresses, ports, ids, files and lines', () => {
    const where =
      'connect ECONNREFUSED 127.0.0.1:5432 of 0198c5ea-77aa-7dd1-8a0e-1fd6d5b7a001 at https://db.example.org/a?b=1';
    const line = logged((logger) => {
      logger.error(where, { error: new Error(where) });
    });
    expect(line).toMatchObject({ msg: where, error: { message: where } });
    expect((line['error'] as { stack: string }).stack).toMatch(/logger\.spec\.ts:\d+:\d+/);
  });

  it('shows of a long text the first 16,384 characters, and of a dump none', () => {
    const long = logged((logger) => {
      logger.error('word '.repeat(4_000));
    });
    expect(long['msg']).toMatch(/^word word.* \[3616 characters more\]$/s);
    const dump = logged((logger) => {
      logger.error('word '.repeat(60_000));
    });
    expect(dump['msg']).toBe('[300000 characters not shown: the input exceeds textLengthMax (262144)]');
  });
});
