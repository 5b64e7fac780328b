/** Looks at a text as a whole; what it answers is not used. */
export type Look = (text: string) => unknown;

/** How one of those compared is loaded; `from` is where its packages are installed. */
export type OpenEngine = (from: string) => Promise<Look>;

export interface EngineTerms {
  readonly engine: string;
  /** The clone. */
  readonly root: string;
  /** The folder with the peers' packages. */
  readonly peers: string;
}
