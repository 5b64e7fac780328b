import { Body, send, type Answer, type Request } from './http-client.ts';
import { type Narrator } from './narrator.ts';

export interface VisitTerms {
  readonly gateways: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  /** A client whose tokens live for a second, so that there is something to clean up. */
  readonly shortClientId: string;
}

/** One walk through the system as a client of it: where its doors are, who we are, and the token in hand. */
export class Visit {
  readonly terms: VisitTerms;
  readonly narrator: Narrator;
  #token: string | undefined;

  constructor(terms: VisitTerms, narrator: Narrator) {
    this.terms = terms;
    this.narrator = narrator;
  }

  get gateway(): string {
    const [first] = this.terms.gateways;
    if (first === undefined) throw new Error('GATEWAY_URLS names no gateway');
    return first;
  }

  /** The client credentials grant, RFC 6749 section 4.4. */
  async issueToken(clientId: string = this.terms.clientId): Promise<Body> {
    const answer = await send(this.gateway, '/oauth/token', {
      form: { grant_type: 'client_credentials', client_id: clientId, client_secret: this.terms.clientSecret },
    });
    if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Asks as the demo client, with a token that is kept for the whole visit. */
  async ask(path: string, request: Request = {}, gateway: string = this.gateway): Promise<Answer> {
    this.#token ??= (await this.issueToken()).text('access_token');
    return send(gateway, path, { token: this.#token, ...request });
  }

  /** The body of an answer that must have this status; anything else ends the tour with what was said instead. */
  async expect(status: number, path: string, request: Request = {}): Promise<Body> {
    const answer = await this.ask(path, request);
    if (answer.status === status) return answer.body;
    throw new Error(`${request.method ?? 'call'} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** The claims of a JWT, unverified: for showing only. */
export function claimsOf(token: string): Body {
  return new Body(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
}
