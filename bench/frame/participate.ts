interface Question {
  readonly id: number;
  readonly command: string;
  readonly argument?: unknown;
}

export type Commands = Readonly<Record<string, (argument: unknown) => unknown>> & { close(): Promise<void> };

/** Makes this process one that a `Participant` speaks to. It closes and ends when the other end has gone. */
export function participate(open: (terms: unknown) => Promise<Commands>): void {
  let commands: Commands | undefined;
  const answer = async ({ command, argument }: Question): Promise<unknown> => {
    if (command === 'cpu') {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    if (command === 'open') {
      commands = await open(argument);
      return undefined;
    }
    const carriesOut = commands?.[command];
    if (carriesOut === undefined) throw new Error(`nobody here knows ${command}`);
    return carriesOut(argument);
  };
  process.on('message', (question: Question) => {
    answer(question).then(
      (value) => process.send?.({ id: question.id, value }),
      (error: unknown) =>
        process.send?.({
          id: question.id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    );
  });
  process.on('disconnect', () => {
    void Promise.resolve(commands?.close()).finally(() => process.exit());
  });
  // The one that interrupts the run interrupts its parts by closing the channel.
  process.on('SIGINT', () => undefined);
}
