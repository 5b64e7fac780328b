import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type giveFilterFeedback, type Input } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Judged } from './suggested-score.js';

type Judgement = Input<typeof giveFilterFeedback>['judgements'][number];

export interface RuleJudged extends Judged {
  readonly rule: string;
}

@Injectable()
export class JudgementStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** In the order of the key, so that two who judge the same do not wait for each other in a circle. No finding twice. */
  async put(judgements: readonly Judgement[]): Promise<void> {
    const { tenant, actor } = currentContext();
    const column = <K extends keyof Judgement>(name: K): Judgement[K][] => judgements.map((one) => one[name]);
    await this.db.execute(
      `INSERT INTO filter.judgement (tenant, finding_hash, rule, score_percent, verdict, judged_by_type, judged_by_id)
       SELECT $1, decode(n.finding, 'hex'), n.rule, round(n.score * 100), n.verdict, $2, $3
         FROM unnest($4::text[], $5::text[], $6::float8[], $7::text[]) AS n (finding, rule, score, verdict)
        ORDER BY n.finding
       ON CONFLICT ON CONSTRAINT judgement_pk DO UPDATE
          SET rule = excluded.rule, score_percent = excluded.score_percent, verdict = excluded.verdict,
              judged_by_type = excluded.judged_by_type, judged_by_id = excluded.judged_by_id, recorded_at = clock_timestamp()`,
      [
        ...[tenant, actor.type, actor.id],
        ...[column('finding').map((finding) => hash('sha256', finding)), column('rule')],
        ...[column('score'), column('verdict')],
      ],
    );
  }

  /** A row for each rule and score that anything was said of. */
  all(): Promise<readonly RuleJudged[]> {
    return this.db.query<RuleJudged>(
      `SELECT rule, score_percent::float8 / 100 AS score,
              (count(*) FILTER (WHERE verdict = 'confirmed'))::integer AS confirmed,
              (count(*) FILTER (WHERE verdict = 'dismissed'))::integer AS dismissed
         FROM filter.judgement WHERE tenant = $1 GROUP BY rule, score_percent`,
      [currentContext().tenant],
    );
  }
}
