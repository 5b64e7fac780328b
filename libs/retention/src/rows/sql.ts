/** What the primitives need of a database: statements in the caller's transaction, under the caller's rights. */
export interface Sql {
  query<Row>(sql: string, params: readonly unknown[]): Promise<readonly Row[]>;
}
