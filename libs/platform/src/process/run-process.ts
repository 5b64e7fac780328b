import { type ServiceName } from '@strongroom/contracts';
import { type z } from 'zod';
import { ConfigFault } from '../config/config-fault.js';
import { loadConfig } from '../config/load-config.js';
import { type ProcessSettings } from '../config/settings.js';
import { Logger } from '../logging/logger.js';
import { Redaction } from '../redaction/redaction.js';
import { Closers } from './closers.js';
import { openFoundation, type Foundation } from './foundation.js';

/** As of the command line: 2 is a wrong configuration. */
const EXIT_CONFIG = 2;

export interface ProcessTerms<S extends ProcessSettings> {
  readonly service: ServiceName;
  readonly settings: z.ZodType<S>;
  /** Opens the doors. What it adds to `foundation.closers` is closed on SIGTERM, last opened first. */
  readonly open: (foundation: Foundation, settings: S) => Promise<void>;
}

/**
 * The life of a process: configuration with all faults at once, foundation, doors, ready; then SIGTERM or SIGINT, not
 * ready, doors closed and drained, everything freed, exit 0. A second signal ends it at once.
 */
export async function runProcess<S extends ProcessSettings>(terms: ProcessTerms<S>): Promise<void> {
  const settings = readSettings(terms.settings);
  const { service } = terms;
  const stopped = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopped.signal.aborted) process.exit(1);
      stopped.abort();
    });
  }
  const redaction = await Redaction.open();
  const freeText = redaction.text;
  const logger = Logger.create({ service, instance: settings.INSTANCE, level: settings.LOG_LEVEL, freeText });
  const closers = new Closers();
  const starting = openFoundation({ service, settings, logger, redaction, closers }).then(async (foundation) => {
    await terms.open(foundation, settings);
    return foundation;
  });
  let served = false;
  try {
    // A start waits for other processes as long as they take, so it must be possible to end it.
    const foundation = await Promise.race([starting, aborted(stopped.signal)]);
    if (foundation !== undefined) {
      served = true;
      foundation.health.started();
      logger.info('ready', { state: 'serving', port: settings.MANAGEMENT_PORT });
      await aborted(stopped.signal);
      foundation.health.draining();
    }
    logger.info('stopping', { state: served ? 'draining' : 'starting' });
  } catch (error) {
    logger.error('the process could not start', { error });
    process.exitCode = 1;
  }
  const limit = setTimeout(() => {
    logger.error('the drain limit has passed; what still runs is given up');
    process.exit(1);
  }, settings.DRAIN_LIMIT_MS);
  await closers.closeAll(logger);
  clearTimeout(limit);
  logger.info('stopped', { state: 'stopped' });
  // What a start that failed or was ended had half opened may keep the process alive; nobody waits for it any more.
  if (!served) process.exit();
}

function readSettings<S>(schema: z.ZodType<S>): S {
  try {
    return loadConfig(schema);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
