import { databaseRoles } from '@strongroom/entities';
import { type Client } from 'pg';

/** Roles belong to the cluster, not to a database. Nobody logs in as them here: the administrator acts as each in turn. */
export async function createRoles(admin: Client): Promise<void> {
  for (const { role } of Object.values(databaseRoles)) {
    await admin.query(
      `DO $$ BEGIN
         CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
       EXCEPTION WHEN duplicate_object THEN NULL;
       END $$`,
    );
  }
}
