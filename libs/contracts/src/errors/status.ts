/** gRPC's canonical status codes, and what each is to an HTTP client (google.rpc.Code) and to a shell. */
export const statusTable = {
  CANCELLED: { http: 499, exit: 130 },
  INVALID_ARGUMENT: { http: 400, exit: 2 },
  DEADLINE_EXCEEDED: { http: 504, exit: 1 },
  NOT_FOUND: { http: 404, exit: 7 },
  ALREADY_EXISTS: { http: 409, exit: 1 },
  PERMISSION_DENIED: { http: 403, exit: 8 },
  RESOURCE_EXHAUSTED: { http: 429, exit: 1 },
  FAILED_PRECONDITION: { http: 422, exit: 1 },
  ABORTED: { http: 409, exit: 1 },
  OUT_OF_RANGE: { http: 400, exit: 2 },
  UNIMPLEMENTED: { http: 501, exit: 1 },
  INTERNAL: { http: 500, exit: 1 },
  UNAVAILABLE: { http: 503, exit: 1 },
  DATA_LOSS: { http: 500, exit: 1 },
  UNAUTHENTICATED: { http: 401, exit: 8 },
} as const satisfies Record<string, { http: number; exit: number }>;

export type StatusCode = keyof typeof statusTable;
