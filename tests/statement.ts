import pg from 'pg';

/** Runs one statement on a server by a connection of its own: databases are made and dropped outside of transactions. */
export async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
