import { text as readText } from 'node:stream/consumers';
import { credentialOf } from '@strongroom/guard';
import type { Command } from 'commander';
import { asAdministrator } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { needed, readSettings, type Settings } from '../settings/settings.js';
import type { Finding } from './judge-claims.js';
import { moment } from './judge-claims.js';
import { TokenStore, type CuttingRevocation, type IssuedToken } from './token.store.js';
import { validateJwt } from './validate-jwt.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const columns = [
  { header: 'CHECK', cell: (finding: Finding) => finding.check },
  { header: 'VERDICT', cell: (finding: Finding) => finding.verdict },
  { header: 'ABOUT', cell: (finding: Finding) => finding.about },
];

export function addTokensValidate(tokens: Command, program: Command, root: string, output: () => Output): void {
  tokens
    .command('validate')
    .description('whether an access token is good, claim by claim; exit code 1 if it is not')
    .argument('<token>', 'a JWT, the id (jti) of one, or "-" to read it from stdin, where no process list shows it')
    .option('--check-db', 'look at the database for revocations (always done for an id)')
    .action(async (given: string, { checkDb }: { checkDb?: true }) => {
      const settings = await readSettings(root, { configFile: program.opts<{ config?: string }>().config });
      const token = given === '-' ? (await readText(process.stdin)).trim() : given;
      const findings = UUID.test(token)
        ? await findingsOfId(token, settings)
        : await findingsOfJwt(token, settings, checkDb);
      output().rows(findings, columns);
      const refused = findings.find(({ verdict }) => verdict === 'refused');
      if (refused !== undefined) throw new CommandFault(`the token is not good: ${refused.check}: ${refused.about}`);
    });
}

async function findingsOfJwt(
  token: string,
  settings: Settings,
  checkDb: true | undefined,
): Promise<readonly Finding[]> {
  const issuer = issuerOf(settings);
  const { findings, claims, kid } = await validateJwt(token, issuer);
  if (claims === undefined) return findings;
  if (checkDb !== true)
    return [...findings, { check: 'revocation', verdict: 'unknown', about: 'not asked; --check-db' }];
  const cut = await inDatabase(settings, (store) => store.cutBy({ ...credentialOf(claims), signingKey: kid }));
  return [...findings, revocationFinding(cut)];
}

function issuerOf(settings: Settings): string {
  return needed(settings, 'GATEWAY_URLS').split(',')[0] ?? '';
}

async function findingsOfId(jti: string, settings: Settings): Promise<readonly Finding[]> {
  const issuer = issuerOf(settings);
  const [token, cut] = await inDatabase(
    settings,
    async (store): Promise<[IssuedToken, CuttingRevocation | undefined]> => {
      const found = await store.find(jti);
      if (found === undefined)
        throw new CommandFault(`no token with the id ${jti} was issued, or it is cleaned up`, exitCode.notFound);
      // All that is issued here is for its issuer.
      return [found, await store.cutBy({ ...found, services: [issuer] })];
    },
  );
  const nowS = Date.now() / 1_000;
  const ended = token.expiresAt.getTime() / 1_000 <= nowS;
  return [
    { check: 'exp', verdict: ended ? 'refused' : 'ok', about: moment(token.expiresAt.getTime() / 1_000, nowS) },
    { check: 'iat', verdict: 'ok', about: moment(token.issuedAt.getTime() / 1_000, nowS) },
    { check: 'sub', verdict: 'ok', about: token.subject },
    { check: 'client_id', verdict: 'ok', about: token.client },
    { check: 'tenant', verdict: 'ok', about: token.tenant },
    revocationFinding(cut),
  ];
}

function inDatabase<T>(settings: Settings, read: (store: TokenStore) => Promise<T>): Promise<T> {
  return asAdministrator(needed(settings, 'DATABASE_URL'), ({ transactions, db }) =>
    transactions.runAcrossTenants(() => read(new TokenStore(db))),
  );
}

function revocationFinding(cut: CuttingRevocation | undefined): Finding {
  if (cut === undefined) return { check: 'revocation', verdict: 'ok', about: 'nothing in the log ends it' };
  const place = cut.seq === null ? 'not sealed yet' : `entry ${cut.seq}`;
  const about = `its ${cut.scope} was revoked at ${cut.recordedAt.toISOString()} (${place}, ${cut.reason})`;
  return { check: 'revocation', verdict: 'refused', about };
}
