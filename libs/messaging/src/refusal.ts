/**
 * Why a frame was dropped without an answer: who sent it cannot be known.
 * `malformed` and `version` are faults of form; `audience`, `key` and `signature` say that it is not for us or not from
 * whom it claims; `key-lookup` that the key store failed; `replayed` that its id was seen before; `deadline` that it asks
 * to be remembered for too long; `publisher` that another service has signed the broadcast; `unexpected` that nothing waits for it, or that its kind has no business on that key.
 */
export type Refusal =
  | 'malformed'
  | 'version'
  | 'audience'
  | 'publisher'
  | 'key'
  | 'key-lookup'
  | 'signature'
  | 'replayed'
  | 'deadline'
  | 'unexpected';
