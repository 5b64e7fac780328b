/** What a plain list of patterns looks like: twelve common things, for the engines that bring no rules of their own. */
export const sharedPatterns: readonly string[] = [
  String.raw`[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}\.[A-Za-z]{2,24}`,
  String.raw`\b[3-6](?:\d[ -]?){11,17}\d\b`,
  String.raw`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b`,
  String.raw`\b(?:\d{1,3}\.){3}\d{1,3}\b`,
  String.raw`\b\d{3}-\d{2}-\d{4}\b`,
  String.raw`\+\d{1,3}(?:[ .-]?\d{2,4}){2,5}\b`,
  String.raw`\bhttps?://[^\s"'<>]{1,1000}`,
  String.raw`\b(?:AKIA|ASIA)[A-Z2-7]{16}\b`,
  String.raw`\bgh[pousr]_[A-Za-z0-9]{36}\b`,
  String.raw`\bsk_live_[A-Za-z0-9]{24,99}\b`,
  String.raw`\beyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,1000}\b`,
  String.raw`(?:[Pp]assword|PASSWORD|[Ss]ecret|SECRET|[Tt]oken|TOKEN)["']?\s{0,5}[:=]\s{0,5}["']?[^\s"']{6,100}`,
];
