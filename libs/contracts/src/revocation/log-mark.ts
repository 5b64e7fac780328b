/** Where the service keeps how far its log has come, in the secret store: `seq` and `entry_id` (ADR 0028). The command line reads it. */
export const REVOCATION_LOG_MARK_PATH = 'services/revocation/log-mark';
