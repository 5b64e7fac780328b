// Imported first, it lets SIGUSR2 move the time of day of this process alone: 10 minutes forth, 10 back, right again.
const MINUTES_10 = 600_000;
const shiftsMs = [0, MINUTES_10, -MINUTES_10];
let at = 0;

const { now } = Date;
const RealDate = Date;
const shiftedNow = (): number => now() + (shiftsMs[at] ?? 0);

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [shiftedNow()] : given) as [number]));
  }

  static override now(): number {
    return shiftedNow();
  }
}
globalThis.Date = ShiftedDate as DateConstructor;

process.on('SIGUSR2', () => {
  at = (at + 1) % shiftsMs.length;
});
