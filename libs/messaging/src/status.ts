/** gRPC's canonical status codes (google.rpc.Code) by the number that stands for them on the wire. */
export const statusNumbers = {
  OK: 0,
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type StatusCode = keyof typeof statusNumbers;
export type FailureStatus = Exclude<StatusCode, 'OK'>;

const statusByNumber = new Map<number, StatusCode>(
  Object.entries(statusNumbers).map(([name, number]) => [number, name as StatusCode]),
);

export function statusOf(number: number): StatusCode | undefined {
  return statusByNumber.get(number);
}
