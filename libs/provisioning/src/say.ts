/** Where talk goes: one sentence before anything is downloaded, installed or started. Never data, never a secret. */
export type Say = (line: string) => void;
