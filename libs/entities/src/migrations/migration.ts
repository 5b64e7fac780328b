import { type MigrationInterface, type QueryRunner } from 'typeorm';

export type Migration = new () => MigrationInterface;

/**
 * One step of the database's history, in plain SQL. It never changes once released: what it got wrong is put right by the next.
 * There is no way back; that is what a backup is for.
 */
export function migration(number: number, slug: string, statements: readonly string[]): Migration {
  return class implements MigrationInterface {
    /** TypeORM orders migrations by the last 13 characters of their name. */
    readonly name = `${slug}-${String(number).padStart(13, '0')}`;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
    }
  };
}
