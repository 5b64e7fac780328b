import { Controller, Get, Header, Inject } from '@nestjs/common';
import { scopes } from '@strongroom/contracts';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../settings.js';

/** As `clientCredentialsOf` reads them. */
const clientAuthMethods = ['client_secret_basic', 'client_secret_post'];

@Controller()
export class MetadataRoute {
  constructor(@Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings) {}

  /** Authorization server metadata, RFC 8414. */
  @Get('.well-known/oauth-authorization-server')
  @Header('cache-control', 'public, max-age=60')
  read(): Readonly<Record<string, unknown>> {
    const at = (path: string): string => new URL(path, this.settings.ISSUER).href;
    return {
      issuer: this.settings.ISSUER,
      token_endpoint: at('/oauth/token'),
      jwks_uri: at('/.well-known/jwks.json'),
      scopes_supported: scopes,
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: clientAuthMethods,
      introspection_endpoint: at('/oauth/introspect'),
      introspection_endpoint_auth_methods_supported: clientAuthMethods,
      revocation_endpoint: at('/oauth/revoke'),
      revocation_endpoint_auth_methods_supported: clientAuthMethods,
      service_documentation: at('/openapi.json'),
    };
  }
}
