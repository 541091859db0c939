interface OfEverybody {
  table: string;
  text: RegExp;
}

/**
 * What is asked of all users together: on a sharded PostgreSQL each of these is asked of every shard. docs/scaling.md says how; another
 * one is a decision, and has to be fit for that.
 */
const STATEMENTS: OfEverybody[] = [
  // The population is the sum of what everybody added.
  { table: 'population_ledger', text: /population_ledger/ },
  // Repairing it compares that sum with the figures of everybody who is shared.
  { table: 'figures', text: /INSERT INTO population_ledger[^]+gen_random_uuid\(\)/ },
  { table: 'user_states', text: /INSERT INTO population_ledger[^]+gen_random_uuid\(\)/ },
  { table: 'users', text: /INSERT INTO population_ledger[^]+gen_random_uuid\(\)/ },
  // The list of users, page by page, and how many there are.
  { table: 'users', text: /FROM users r\b[^]+ORDER BY r\.id DESC LIMIT \$\d+$/ },
  { table: 'users', text: /^SELECT id FROM users WHERE id > \$1 ORDER BY id LIMIT \$2$/ },
  { table: 'users', text: /^SELECT count\(\*\)::int AS users FROM users$/ },
  // Whose day is over.
  { table: 'user_states', text: /^SELECT user_id FROM user_states WHERE rolls_at <= \$1/ },
  { table: 'user_states', text: /SELECT coalesce\(greatest\(extract\(epoch FROM now\(\) - min\(rolls_at\)\)/ },
  // Which replies have been kept for long enough, and which user a key has brought in.
  { table: 'idempotency_keys', text: /FROM idempotency_keys WHERE expires_at <= \$1/ },
  { table: 'idempotency_keys', text: /FROM idempotency_keys k WHERE k\.created_user AND k\.key = \$1/ },
  // Which entries of the access log have been kept for long enough.
  { table: 'access_log', text: /^WITH outdated AS \(SELECT [^]+ FROM access_log WHERE at < \$1/ },
  // Which snapshots nobody refers to any more.
  { table: 'past_figures', text: /DELETE FROM population_snapshots s WHERE NOT EXISTS/ },
  // The queue of imports: which are waiting, which nobody can go on with, and which still need their file.
  { table: 'import_jobs', text: /^SELECT j\.user_id AS "userId", j\.id FROM import_jobs j\s+WHERE j\.folder_id = \$1/ },
  { table: 'import_jobs', text: /^UPDATE import_jobs SET (seen_at = now\(\)|status = 'failed')[^]+\bseen_at < now\(\)/ },
  { table: 'import_jobs', text: /^SELECT id FROM import_jobs WHERE id = ANY/ },
  // How many imports wait and are under way, for whoever watches the service.
  { table: 'import_jobs', text: /FROM import_jobs WHERE status = 'queued'\) AS "importsQueued"/ },
  // An import by its id alone, as its address names it.
  { table: 'import_jobs', text: /^SELECT [^]+ FROM import_jobs WHERE id = \$1$/ },
];

/** Whether a statement may read a table without saying of whom. */
export function isOfEverybody(table: string, text: string): boolean {
  return STATEMENTS.some((known) => known.table === table && known.text.test(text));
}
