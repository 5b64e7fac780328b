/** The body of every call and of every answer: about 250 bytes of JSON. */
export const order = {
  orderId: '0190b5a0-7b1e-7c3d-9a52-3f1c5d8e2b47',
  customer: 'c-48213',
  lines: [
    { sku: 'A-1001', quantity: 2, unitMinor: 1299 },
    { sku: 'B-2002', quantity: 1, unitMinor: 4550 },
  ],
  currency: 'EUR',
  note: 'leave it at the door, the bell does not work',
  placedAtMs: 1_767_225_600_000,
};
