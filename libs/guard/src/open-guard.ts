import { Guard } from './guard.js';
import { KillSwitch } from './kill-switch.js';
import { ReplicaFollower, type ReplicaFollowerOptions } from './revocation/replica-follower.js';
import { RevocationReplica } from './revocation/revocation-replica.js';
import type { RevocationSource } from './revocation/revocation-source.js';
import { AccessTokenVerifier, type AccessTokenVerifierOptions } from './token/access-token-verifier.js';

export interface OpenGuardOptions
  extends
    Omit<AccessTokenVerifierOptions, 'nowMs'>,
    Pick<ReplicaFollowerOptions, 'waitMs' | 'backOffMaxMs' | 'onFault'> {
  /** Where everything can be had: bootstrap, gaps, strict checks. */
  readonly source: RevocationSource;
  /** A further way of the same log, followed once the bootstrap is complete: each goes on while the other is lost. */
  readonly beside?: RevocationSource;
  /** While a file is at this path, nothing is accepted: for when nothing else can be reached any more. Default: no such file. */
  readonly killSwitchFile?: string;
  /** How old the replica may be before the source is asked. Default 1,000 ms and 5,000 ms. */
  readonly staleMaxMs?: { readonly strict: number; readonly bounded: number };
}

export interface GuardStatus {
  /** False until the bootstrap is complete: do not send this process any traffic. */
  readonly ready: boolean;
  readonly appliedSeq: number;
  /** Infinity before the bootstrap is complete. */
  readonly stalenessMs: number;
  readonly entries: number;
  readonly bytes: number;
  readonly consecutiveFaults: number;
  /** Why nothing is accepted now, if it is so. */
  readonly stoppedBy?: 'emergency stop' | 'kill switch';
}

export interface OpenedGuard {
  readonly guard: Guard;
  /** Resolves when the bootstrap is complete. */
  readonly bootstrapped: Promise<void>;
  /** For readiness probes and metrics. */
  readonly status: () => GuardStatus;
  /** Ends the read in flight and resolves when nothing of the guard runs any more. */
  readonly close: () => Promise<void>;
}

/** Far below every bound: what the way beside has lost comes this much later. */
const BESIDE_HOLD_MS = 100;

/**
 * Puts a guard together and starts following the revocation log. Time of day is the later of this machine's and the
 * database's: a machine whose clock runs behind would otherwise accept a token as unexpired whose deny entry has
 * already expired by the database's clock.
 */
export function openGuard(options: OpenGuardOptions): OpenedGuard {
  const { source, beside, staleMaxMs, waitMs, backOffMaxMs, onFault, killSwitchFile, ...verifierOptions } = options;
  const replica = new RevocationReplica();
  const nowMs = (): number => Math.max(Date.now(), replica.databaseNowMs);
  const verifier = new AccessTokenVerifier({ ...verifierOptions, nowMs });
  const following = {
    replica,
    ...(waitMs !== undefined && { waitMs }),
    ...(backOffMaxMs !== undefined && { backOffMaxMs }),
    ...(onFault && { onFault }),
  };
  const follower = new ReplicaFollower({ ...following, source, ...(beside && { holdMs: BESIDE_HOLD_MS }) });
  const second = beside && new ReplicaFollower({ ...following, source: beside });
  follower.start();
  follower.bootstrapped.then(
    () => second?.start(),
    () => undefined,
  );
  const killSwitch =
    killSwitchFile === undefined ? undefined : new KillSwitch({ file: killSwitchFile, ...(onFault && { onFault }) });
  killSwitch?.start();
  const halted = (): boolean => killSwitch?.on ?? false;
  return {
    guard: new Guard({ verifier, replica, refresher: follower, nowMs, halted, ...(staleMaxMs && { staleMaxMs }) }),
    bootstrapped: follower.bootstrapped,
    status: () => ({
      ready: replica.stalenessMs < Infinity,
      appliedSeq: replica.appliedSeq,
      stalenessMs: replica.stalenessMs,
      entries: replica.entries,
      bytes: replica.bytes,
      consecutiveFaults: follower.consecutiveFaults,
      ...stoppedBy(halted(), replica.stopped),
    }),
    close: async () => {
      await Promise.all([killSwitch?.stop(), follower.stop(), second?.stop()]);
    },
  };
}

function stoppedBy(halted: boolean, stopped: boolean): Pick<GuardStatus, 'stoppedBy'> {
  if (halted) return { stoppedBy: 'kill switch' };
  return stopped ? { stoppedBy: 'emergency stop' } : {};
}
