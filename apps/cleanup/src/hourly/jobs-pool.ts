import { type DataSource } from 'typeorm';

/** A few connections for the job queue, with the login and the role of the service's own pool. */
export function jobsPool(dataSource: DataSource): {
  connectionString: string;
  options: string;
  max: number;
  application_name: string;
} {
  const { options } = dataSource;
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('the job queue lives in Postgres');
  const { options: startup } = options.extra as { readonly options: string };
  return { connectionString: options.url, options: startup, max: 2, application_name: 'strongroom cleanup jobs' };
}
