import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { contracts, type Contract, type HttpDoor } from '@strongroom/contracts';
import { AuthorizeRoute } from './access/authorize.route.js';
import { ProblemFilter } from './http/problem.filter.js';
import { route } from './http/route.js';
import { ClientAuthentications } from './oauth/client-authentications.js';
import { IntrospectRoute } from './oauth/introspect.route.js';
import { JwksRoute } from './oauth/jwks.route.js';
import { MetadataRoute } from './oauth/metadata.route.js';
import { RevokeRoute } from './oauth/revoke.route.js';
import { TokenRoute } from './oauth/token.route.js';
import { ErrorPageRoute } from './pages/error-page.route.js';
import { OpenApiRoute } from './pages/openapi.route.js';
import { GATEWAY_SETTINGS, type GatewaySettings } from './settings.js';
import { CheckTokensRoute } from './tokens/check-tokens.route.js';

/** Every contract with an HTTP door is a route; what HTTP or OAuth asks for beyond a contract is written by hand. */
@Module({})
export class GatewayModule {
  static with(settings: GatewaySettings, platform: Provider[]): DynamicModule {
    return {
      module: GatewayModule,
      imports: [PassportModule],
      controllers: [
        TokenRoute,
        RevokeRoute,
        CheckTokensRoute,
        JwksRoute,
        MetadataRoute,
        OpenApiRoute,
        ErrorPageRoute,
        ...contracts.filter(hasHttpDoor).map(route),
      ],
      providers: [
        { provide: GATEWAY_SETTINGS, useValue: settings },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ClientAuthentications,
        AuthorizeRoute,
        IntrospectRoute,
        ...platform,
      ],
    };
  }
}

function hasHttpDoor(contract: Contract): contract is Contract & { readonly http: HttpDoor } {
  return contract.http !== undefined;
}
