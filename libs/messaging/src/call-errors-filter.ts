import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands what a handler threw to the transport, whose `toCallError` maps it. Without it NestJS replaces every error that
 * is not an `RpcException` by one that has lost its class.
 */
@Catch()
export class CallErrorsFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
