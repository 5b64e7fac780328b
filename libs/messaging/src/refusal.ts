/** Why a frame was dropped without an answer: who sent it cannot be known, or nothing may be done for it. */
export const refusals = [
  /** Its form is wrong. */
  'malformed',
  /** Its version is none that we know. */
  'version',
  /** It is for another service. */
  'audience',
  /** Another service has signed the broadcast. */
  'publisher',
  /** Its sender has no such key: made up, retired, or not published yet. */
  'key',
  /** The key store failed when it was asked for the key. */
  'key-lookup',
  /** The key that it names did not sign it. */
  'signature',
  /** Its id was seen before. */
  'replayed',
  /** Whether its id was seen before could not be found out. */
  'unchecked',
  /** It asks to be remembered for too long. */
  'deadline',
  /** Nothing waits for it, or its kind has no business on that key. */
  'unexpected',
] as const;

export type Refusal = (typeof refusals)[number];
