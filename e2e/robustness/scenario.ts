/** What every scenario is told. */
export interface RunTerms {
  readonly seed: number;
  /** How long the load of a scenario lasts. */
  readonly seconds: number;
  /** Calls of the soak. */
  readonly calls: number;
  readonly say: (line: string) => void;
}

/** What a target asks for, and what was seen. */
export interface Target {
  readonly what: string;
  readonly target: string;
  readonly seen: string;
  readonly met: boolean;
}

export interface Result {
  /** False fails the run: something happened that must never happen. */
  readonly sound: boolean;
  /** The row of the table; the same columns for every scenario of a suite. */
  readonly row: Readonly<Record<string, string | number>>;
  readonly targets: readonly Target[];
  /** What the row has no column for. */
  readonly notes: readonly string[];
}

export interface Scenario {
  /** As `--only` names it. */
  readonly name: string;
  /** What is done, in a few words. */
  readonly title: string;
  /** Nothing in it depends on the seed: of a range, the first alone runs it. */
  readonly once?: true;
  readonly run: () => Promise<Result>;
}

/** Scenarios that share what they run on. */
export interface Suite {
  /** What all findings come to together, over every seed: lines for the end of the run. */
  readonly total?: (findings: readonly Result[]) => readonly string[];
  readonly open: (terms: RunTerms) => Promise<{
    readonly scenarios: readonly Scenario[];
    /** Versions of what it ran against, for the record. */
    readonly versions: Readonly<Record<string, string>>;
    readonly close: () => Promise<void>;
  }>;
}
