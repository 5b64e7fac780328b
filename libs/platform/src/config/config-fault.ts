/** The configuration of a process is wrong. Names every fault at once, so that one restart is enough. Exit code 2. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';

  constructor(readonly faults: readonly string[]) {
    super(`configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
