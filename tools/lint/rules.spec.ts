import { describe, it } from '@jest/globals';
import { RuleTester } from 'eslint';
import { noForwardRef } from './rules/no-forward-ref.ts';
import { noHttpExceptionInUseCase } from './rules/no-http-exception-in-use-case.ts';
import { noProcessEnv } from './rules/no-process-env.ts';
import { noTypeormSave } from './rules/no-typeorm-save.ts';
import { sqlInStoresOnly } from './rules/sql-in-stores-only.ts';

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester();

tester.run('no-forward-ref', noForwardRef, {
  valid: ["import { Inject } from '@nestjs/common';"],
  invalid: [{ code: "import { forwardRef } from '@nestjs/common';", errors: [{ messageId: 'cycle' }] }],
});

tester.run('no-process-env', noProcessEnv, {
  valid: ['process.pid;', 'config.env;'],
  invalid: [
    { code: 'process.env.HOME;', errors: [{ messageId: 'env' }] },
    { code: "process['env'];", errors: [{ messageId: 'env' }] },
  ],
});

tester.run('no-http-exception-in-use-case', noHttpExceptionInUseCase, {
  valid: ["import { Injectable } from '@nestjs/common';", "import { NotFoundException } from './ours.js';"],
  invalid: [
    { code: "import { NotFoundException } from '@nestjs/common';", errors: [{ messageId: 'exception' }] },
    { code: "import { RpcException } from '@nestjs/microservices';", errors: [{ messageId: 'exception' }] },
  ],
});

tester.run('no-typeorm-save', noTypeormSave, {
  valid: ["import { Entity } from 'typeorm';"],
  invalid: [{ code: "import { Repository } from 'typeorm';", errors: [{ messageId: 'repository' }] }],
});

tester.run('sql-in-stores-only', sqlInStoresOnly, {
  valid: ["'select a colour';", '`update the page`;', "'delete this';"],
  invalid: [
    { code: '`select id from auth.client where id = ${id}`;', errors: [{ messageId: 'sql' }] },
    { code: "'insert into audit.entry (id) values ($1)';", errors: [{ messageId: 'sql' }] },
    { code: '`\n  with old as (select 1) delete from t using old`;', errors: [{ messageId: 'sql' }] },
  ],
});
