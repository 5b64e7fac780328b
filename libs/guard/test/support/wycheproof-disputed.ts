/** Vectors that contradict themselves or RFC 7515: whoever gets one wrong may be right. */
export const disputed: ReadonlyMap<number, string> = new Map([
  [346, 'the header says PS384, the JWK PS256'],
  [347, 'the header says ES512, the JWK ES521, which is no algorithm'],
  [350, 'the header says PS384, the JWK PS256'],
  [351, 'the header says ES512, the JWK ES521, which is no algorithm'],
  [367, 'marked invalid, the same text as 357, which is marked valid'],
  [370, 'marked invalid, the same text as 357, which is marked valid'],
  [372, 'marked valid with a question mark in its header'],
  [373, 'marked valid with a question mark in its payload'],
]);
