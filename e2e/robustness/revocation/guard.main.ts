// One process with a guard: it is asked about tokens all the time, and says what it was asked and what it answered.
import '../shifted-clock.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpFeedSource, openGuard, PairKeyCredentials, StaticKeys } from '@strongroom/guard';
import { followLogBroadcast } from '@strongroom/platform';
import { seeded } from '../random.ts';
import { HistoryFile } from '../history-file.ts';
import { type Answer, type Entry, monotonicMs, policies, type Policy, type Token } from './history.ts';
import { gatewayKeys, type GuardTerms, readTerms } from './terms.ts';

/** Of these many newest tokens some are used at random; older ones no more. */
const TOKENS_MAX = 400;
const EVERY_MS = 10;
const USES_MAX = 32;
const LIFETIME_MS = 3_600_000;

// It ends with the run, whatever it is waiting for.
process.once('disconnect', () => process.exit(0));

const [file = '', own = '{}'] = process.argv.slice(2);
const terms = readTerms(file);
const { name, feedUrls, redis } = JSON.parse(own) as GuardTerms;
const self = `${name}-${process.pid}`;
const history = new HistoryFile<Entry>(terms.folder, name);
const draw = seeded(terms.seed);
const { pairKeys, signingKeys: keys } = await gatewayKeys(terms);
const credentials = new PairKeyCredentials({
  ...{ service: 'gateway', guard: self, pairKey: () => pairKeys.current('revocation') },
});
const source = new HttpFeedSource({ urls: feedUrls, keys, credentials });
const beside = redis === undefined ? undefined : followLogBroadcast({ feed: source, redis: { redis }, keys });
const { guard, status, bootstrapped } = openGuard({
  ...{ keys: new StaticKeys([]), issuer: 'none', audience: 'none', source },
  ...(beside && { beside }),
});

const tokens: Token[] = [];
const expiresAtMs = Date.now() + LIFETIME_MS;
let using = 0;
const over = new AbortController();

async function use(token: Token, policy: Policy): Promise<Answer> {
  const { appliedSeq } = status();
  using += 1;
  const fromMs = monotonicMs();
  const verdict = await guard.check({ ...token, expiresAtMs }, { policy });
  const { stalenessMs } = status();
  using -= 1;
  const toMs = monotonicMs();
  const answer = verdict.active ? 'active' : verdict.unavailable ? 'unavailable' : verdict.reason.code;
  const about = { guard: self, jti: token.jti, policy, fromMs, toMs, answer };
  // Not known before the bootstrap: JSON has no Infinity.
  const age = { stalenessMs: Number.isFinite(stalenessMs) ? stalenessMs : Number.MAX_SAFE_INTEGER };
  history.write({ type: 'used', ...about, appliedSeq, ...age });
  return answer;
}

type Message = { type: 'tokens'; tokens: readonly Token[]; now: boolean; answer?: boolean } | { type: 'stop' };

process.on('message', (message: Message) => {
  if (message.type === 'stop') {
    over.abort();
    return;
  }
  if (message.now) {
    const uses = message.tokens.flatMap((token) => policies.map((policy) => use(token, policy)));
    if (message.answer === true) void Promise.all(uses).then((answers) => process.send?.(answers));
    return;
  }
  tokens.push(...message.tokens);
  tokens.splice(0, tokens.length - TOKENS_MAX);
});
await bootstrapped;
process.send?.({ type: 'ready' });
for (;;) {
  await pause(EVERY_MS);
  if (over.signal.aborted && using === 0) break;
  const token = tokens[Math.floor(draw() * tokens.length)];
  const policy = policies[Math.floor(draw() * policies.length)];
  if (!over.signal.aborted && token !== undefined && policy !== undefined && using < USES_MAX) void use(token, policy);
}
process.send?.({ type: 'stopped' });
