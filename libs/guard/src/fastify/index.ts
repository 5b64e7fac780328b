export { bearerHook } from './bearer-hook.js';
