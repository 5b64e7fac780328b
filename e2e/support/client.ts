import { send, type Answer, type Request } from '../tour/http-client.ts';
import { type System } from './system.ts';

/** The demo client of a running system, with a token of its own. */
export class DemoClient {
  readonly gateway: string;
  readonly token: string;

  private constructor(gateway: string, token: string) {
    this.gateway = gateway;
    this.token = token;
  }

  static async of(system: System): Promise<DemoClient> {
    const gateway = system.gateways[0] ?? '';
    return new DemoClient(gateway, await issueToken(system, gateway));
  }

  ask(path: string, request: Request = {}): Promise<Answer> {
    return send(this.gateway, path, { token: this.token, ...request });
  }
}

async function issueToken(system: System, gateway: string, scope?: string): Promise<string> {
  const { body } = await send(gateway, '/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: system.env['DEMO_CLIENT_ID'] ?? '',
      client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
      ...(scope === undefined ? {} : { scope }),
    },
  });
  return body.text('access_token');
}
