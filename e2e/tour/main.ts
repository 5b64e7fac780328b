import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Narrator } from './narrator.ts';
import { cleanUp } from './steps/clean-up.ts';
import { filterAText } from './steps/filter-a-text.ts';
import { issueAndUse } from './steps/issue-and-use.ts';
import { keepASecret } from './steps/keep-a-secret.ts';
import { orderOnce } from './steps/order-once.ts';
import { readTheAudit } from './steps/read-the-audit.ts';
import { revoke } from './steps/revoke.ts';
import { Visit, type VisitTerms } from './visit.ts';

/** Where the running system is, as `strongroom up` wrote it down; the shell's own environment wins. */
function readTerms(): VisitTerms {
  const file = join(import.meta.dirname, '..', '..', '.strongroom', 'env');
  const written = readOrNothing(file);
  const setting = (name: string): string => {
    const value = process.env[name] ?? written[name];
    if (value === undefined || value === '') {
      throw new Error(
        `${name} is not set and not in .strongroom/env: is the system up? Start it with: npm start -- --detach`,
      );
    }
    return value;
  };
  return {
    gateways: setting('GATEWAY_URLS').split(','),
    clientId: setting('DEMO_CLIENT_ID'),
    clientSecret: setting('DEMO_CLIENT_SECRET'),
    shortClientId: setting('DEMO_SHORT_CLIENT_ID'),
  };
}

function readOrNothing(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

const narrator = new Narrator((line) => {
  console.log(line);
});
try {
  const visit = new Visit(readTerms(), narrator);
  for (const step of [issueAndUse, keepASecret, filterAText, orderOnce, revoke, cleanUp, readTheAudit])
    await step(visit);
} catch (error) {
  narrator.promise(error instanceof Error ? error.message : 'the tour ended early', false);
}
process.exitCode = narrator.conclude() ? 0 : 1;
