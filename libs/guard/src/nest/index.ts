export { BearerGuard, Protected, type ProtectedOptions } from './bearer-guard.js';
