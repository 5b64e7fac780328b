/** What every request of the suite sends: a form with one of the tokens, and Basic credentials. */
export interface LoadTerms {
  readonly url: string;
  readonly authorization: string;
  readonly tokens: readonly string[];
}

export const CONNECTIONS = 64;

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
