import { checkTokens, TOKENS_CHECKED_MAX, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import { withConnection } from '../admin-api/connection.js';
import { CommandFault, exitCode } from '../exit-code.js';
import { readGivenWords } from '../given-file.js';
import type { Output } from '../output/output.js';

type Checked = Answer<typeof checkTokens>['tokens'][number];

/** The place of a token among those that were given, from 1, stands for the token, which is shown nowhere. */
interface Verdict extends Checked {
  readonly place: number;
}

/** So that long tokens too fit the gateway's bound of a body, 1 MiB unless set otherwise. */
const BODY_CHARS_MAX = 500_000;

const columns = [
  { header: 'PLACE', cell: ({ place }: Verdict) => String(place) },
  { header: 'STATUS', cell: ({ status }: Verdict) => status },
  { header: 'ID', cell: ({ jti }: Verdict) => jti ?? '-' },
  { header: 'BY', cell: whyOf },
  { header: 'EXPIRES', cell: ({ expires_at: at }: Verdict) => at ?? '-' },
];

export function addTokensCheck(tokens: Command, program: Command, root: string, output: () => Output): void {
  const check = tokens
    .command('check')
    .description(
      'whether tokens are good, by the running system; exit code 1 if one is not, 6 if nobody can say of one',
    )
    .argument('[token...]', `ids (jti) or JWTs, ${TOKENS_CHECKED_MAX} at most`)
    .option('--file <file>', 'with one a line; "-" for stdin. No process list shows what it holds');
  const open = withConnection(check, program, root);
  check.action(async (given: readonly string[], { file }: { file?: string }) => {
    const asked = file === undefined ? given : [...given, ...(await readGivenWords(file))];
    requireBetweenOneAndMost(asked);
    const verdicts = await verdictsOf(await open(), asked);
    output().rows(verdicts, columns);
    judge(verdicts);
  });
}

/** In the order of `tokens`, asked for in as many calls as their length takes. */
export async function verdictsOf(api: Pick<AdminApi, 'call'>, tokens: readonly string[]): Promise<readonly Verdict[]> {
  const checked: Checked[] = [];
  for (const batch of batchesOf(tokens)) checked.push(...(await api.call(checkTokens, { tokens: batch })).tokens);
  return checked.map((token, index) => ({ place: index + 1, ...token }));
}

function batchesOf(tokens: readonly string[]): readonly string[][] {
  const batches: string[][] = [];
  let chars = Infinity;
  for (const token of tokens) {
    chars += token.length;
    if (chars > BODY_CHARS_MAX) {
      batches.push([]);
      chars = token.length;
    }
    batches.at(-1)?.push(token);
  }
  return batches;
}

/** @throws {CommandFault} unless every token is active; what nobody can say of is no fault of the token */
export function judge(verdicts: readonly Verdict[]): void {
  const inactive = verdicts.filter(({ status }) => status !== 'active');
  if (inactive.length === 0) return;
  const said = `${inactive.length} of ${verdicts.length} tokens are not known to be good`;
  const isUntold = inactive.every(({ status }) => status === 'unavailable');
  throw new CommandFault(said, isUntold ? exitCode.partial : exitCode.general);
}

function requireBetweenOneAndMost({ length }: readonly string[]): void {
  if (length === 0) throw new CommandFault('Say which tokens are meant: tokens or ids, or --file.', exitCode.usage);
  if (length > TOKENS_CHECKED_MAX) {
    throw new CommandFault(`${length} tokens are given, and ${TOKENS_CHECKED_MAX} may be.`, exitCode.usage);
  }
}

function whyOf({ refused, ended_by: end }: Verdict): string {
  if (end === null) return refused ?? '-';
  return `${end.scope} ${end.target} at ${end.seq ?? end.status}, ${end.reason}`;
}
