import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type IncomingMessage } from 'node:http';
import { closedLoop } from '../frame/closed-loop.ts';
import { participate } from '../frame/participate.ts';
import { CONNECTIONS, type LoadTerms } from './question.ts';

participate((given) => {
  const { url, authorization, tokens } = given as LoadTerms;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const bodies = tokens.map((token) => new URLSearchParams({ token }).toString());
  let turn = 0;
  const ask = async (): Promise<void> => {
    const body = bodies[turn++ % bodies.length] ?? '';
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const said = await text(answer);
    if (answer.statusCode !== 200 || !said.includes('"active":true'))
      throw new Error(`${url} answered ${answer.statusCode}: ${said}`);
  };
  return Promise.resolve({
    run: (seconds) => closedLoop(ask, { concurrency: CONNECTIONS, seconds: Number(seconds) }),
    close: () => {
      agent.destroy();
      return Promise.resolve();
    },
  });
});
