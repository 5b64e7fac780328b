/** The tenant of a request that nobody has authenticated yet. No row belongs to it. */
export const noTenant = '-';
