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
    const { token } = await issueToken(system, gateway);
    return new DemoClient(gateway, token);
  }

  /** With every right that the client may have, those included that must be asked for by name. */
  static async withEveryRight(system: System): Promise<DemoClient> {
    const gateway = system.gateways[0] ?? '';
    const { scope } = await issueToken(system, gateway);
    const { token } = await issueToken(system, gateway, `${scope} revocation:emergency signing-keys:write`);
    return new DemoClient(gateway, token);
  }

  ask(path: string, request: Request = {}): Promise<Answer> {
    return send(this.gateway, path, { token: this.token, ...request });
  }
}

interface Issued {
  readonly token: string;
  readonly scope: string;
}

async function issueToken(system: System, gateway: string, scope?: string): Promise<Issued> {
  const { body } = await send(gateway, '/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: system.env['DEMO_CLIENT_ID'] ?? '',
      client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
      ...(scope === undefined ? {} : { scope }),
    },
  });
  return { token: body.text('access_token'), scope: body.text('scope') };
}
