/** Whether `error` is an error reply of Redis with that word at its beginning: `NOSCRIPT`, `NOGROUP`, `BUSYGROUP`. */
export function isReplyError(error: unknown, word: string): boolean {
  return error instanceof Error && error.name === 'ReplyError' && error.message.startsWith(word);
}
