export { bearerMiddleware } from './bearer-middleware.js';
