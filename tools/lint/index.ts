import { noForwardRef } from './rules/no-forward-ref.ts';
import { noHttpExceptionInUseCase } from './rules/no-http-exception-in-use-case.ts';
import { noProcessEnv } from './rules/no-process-env.ts';
import { noTypeormSave } from './rules/no-typeorm-save.ts';
import { sqlInStoresOnly } from './rules/sql-in-stores-only.ts';

/** The house's own lint rules. Each message teaches: what is forbidden here, why, and what to write instead. */
export const strongroomRules = {
  rules: {
    'no-forward-ref': noForwardRef,
    'no-http-exception-in-use-case': noHttpExceptionInUseCase,
    'no-process-env': noProcessEnv,
    'no-typeorm-save': noTypeormSave,
    'sql-in-stores-only': sqlInStoresOnly,
  },
};
