/** The elements in an answer of LMPOP or BLMPOP: `[key, elements]`, or nil when there was nothing. */
export function poppedFrames(answer: unknown): readonly Buffer[] {
  const elements: unknown = Array.isArray(answer) ? answer[1] : [];
  return Array.isArray(elements) ? elements.filter((element) => Buffer.isBuffer(element)) : [];
}
