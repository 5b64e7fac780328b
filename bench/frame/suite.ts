import { type Say } from '@strongroom/provisioning';

/** What one round measured, by name of the figure. */
export type Figures = Readonly<Record<string, number>>;

/** One of those compared: ours, a peer, or what the machine could do at most. */
export interface Contestant {
  readonly name: string;
  /** Brings it up, ready for its first round. */
  open(): Promise<OpenContestant>;
}

export interface OpenContestant {
  round(seconds: number): Promise<Figures>;
  close(): Promise<void>;
}

export interface FigureTerms {
  readonly label: string;
  readonly digits?: number;
}

/** What is aimed at: a figure of one contestant, or its ratio to another's in the same round. */
export interface Target {
  readonly claim: string;
  readonly figure: string;
  readonly of: string;
  readonly against?: string;
  readonly bound: { readonly most: number } | { readonly least: number };
}

export interface Suite {
  readonly title: string;
  /** The figures in the order in which they are shown; the first is the one that the picture shows. */
  readonly figures: Readonly<Record<string, FigureTerms>>;
  readonly contestants: readonly Contestant[];
  readonly targets: readonly Target[];
  /** Versions and settings without which the figures mean nothing, such as `{ valkey: '9.1.2', concurrency: 64 }`. */
  readonly setting: Readonly<Record<string, string | number>>;
}

export interface Surroundings {
  /** The clone. */
  readonly root: string;
  readonly say: Say;
}

export type OpenSuite = (surroundings: Surroundings) => Promise<Suite>;
