import { Controller, Get } from '@nestjs/common';
import { contracts, gatewayContracts, openApiDocument } from '@strongroom/contracts';

const document = openApiDocument([...contracts, ...gatewayContracts], { title: 'Strongroom', version: '0.1.0' });

@Controller()
export class OpenApiRoute {
  /** The OpenAPI 3.1 document of every route that comes from a contract. */
  @Get('openapi.json')
  read(): unknown {
    return document;
  }
}
