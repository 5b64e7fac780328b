/** Names become parts of Redis keys, so they are held to what cannot be mistaken for anything else there. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
/** As of a contract: names with dots between them. */
const TOPIC = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,126}$/;

export function isName(text: string): boolean {
  return NAME.test(text);
}

export function isTopic(text: string): boolean {
  return TOPIC.test(text);
}
