import { Logger } from '@strongroom/platform';
import { describe, expect, it } from '@jest/globals';
import { GuardReports } from './guard-reports.js';
import { type GuardReportsStore } from './guard-reports.store.js';

type Written = Parameters<GuardReportsStore['write']>[0];

function setUp() {
  const written: Written[] = [];
  const database = { down: false };
  const store: Pick<GuardReportsStore, 'write' | 'countLive'> = {
    write: (what) => {
      if (database.down) return Promise.reject(new Error('down'));
      written.push(what);
      return Promise.resolve();
    },
    countLive: () => Promise.resolve(0),
  };
  const logger = Logger.create({ service: 'revocation', instance: 'test', level: 'silent', freeText: String });
  return { database, written, reports: new GuardReports(store as GuardReportsStore, logger) };
}

const gateway = { service: 'gateway', guard: 'gateway-1' };

describe('GuardReports', () => {
  it('writes a guard once however often it asked, and each step that it took', async () => {
    const { written, reports } = setUp();
    reports.heard(gateway);
    reports.heard(gateway, { seq: 5, agoMs: 40 });
    reports.heard(gateway, { seq: 5, agoMs: 540 });
    reports.heard(gateway, { seq: 7, agoMs: 1 });
    await reports.flush();
    expect(written).toMatchObject([
      {
        seen: [{ ...gateway, appliedSeq: 7 }],
        reports: [
          { ...gateway, seq: 5 },
          { ...gateway, seq: 7 },
        ],
      },
    ]);
  });

  it('counts a report’s way here as part of the time until it was enforced, never less', async () => {
    const { written, reports } = setUp();
    reports.heard(gateway, { seq: 5, agoMs: 40 });
    await reports.flush();
    expect(written[0]?.reports[0]?.agoMs).toBeGreaterThanOrEqual(40);
  });

  it('never says that a guard went back', async () => {
    const { written, reports } = setUp();
    reports.heard(gateway, { seq: 7, agoMs: 0 });
    reports.heard(gateway, { seq: 3, agoMs: 0 });
    await reports.flush();
    expect(written).toMatchObject([{ seen: [{ appliedSeq: 7 }], reports: [{ seq: 7 }] }]);
  });

  it('keeps what it could not write until the database is back', async () => {
    const { database, written, reports } = setUp();
    reports.heard(gateway, { seq: 5, agoMs: 0 });
    database.down = true;
    await expect(reports.flush()).rejects.toThrow('down');
    reports.heard(gateway, { seq: 6, agoMs: 0 });
    database.down = false;
    await reports.flush();
    expect(written).toMatchObject([{ reports: [{ seq: 5 }, { seq: 6 }] }]);
  });
});
