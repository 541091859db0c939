/**
 * Limits for what runs in the database, and what it tells of slow statements without a value of anybody: texts of statements have
 * places for values, and neither parameters nor the details of errors are logged. One-off tasks lift the limits for themselves.
 */
export const databaseParameters = {
  'rds.force_ssl': '1',
  shared_preload_libraries: 'pg_stat_statements,auto_explain',
  'pg_stat_statements.track_utility': '0', // the making of a role has its password in it
  statement_timeout: '15000',
  lock_timeout: '3000',
  idle_in_transaction_session_timeout: '10000',
  log_lock_waits: '1',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  'auto_explain.log_min_duration': '250',
  'auto_explain.sample_rate': '0.05',
  'auto_explain.log_analyze': '1',
  'auto_explain.log_timing': '0',
  'auto_explain.log_parameter_max_length': '0',
};
