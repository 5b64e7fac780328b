/**
 * How long a key is published before it signs. A client that knows no better keeps the set for ten minutes (`cacheMaxAge` of
 * jose), and may get it from an HTTP cache that had it for one more (`cache-control` of the gateway's route).
 */
export const LEAD_S = 15 * 60;

/**
 * How long a key is published after its successor took over: the longest life of a token (the check `client_access_token_ttl`),
 * and a minute for replicas that have not heard yet, which ask every second, and for clocks that differ.
 */
export const LIFETIME_MAX_S = 86_400;
export const MARGIN_S = 60;

/** Of all that are published: a set of 16 keys is some 8 KB. */
export const PUBLISHED_MAX = 16;
