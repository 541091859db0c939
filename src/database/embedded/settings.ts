/** For a machine of two cores that is shared with the application itself and a person's other programs. */
const smallMachine = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  io_method: 'sync', // the default keeps three helper processes for reads that come from memory anyway
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  max_wal_size: '2GB',
};

/** Errors are logged without the rows that caused them: they hold what people say about their health. */
const discreet = { log_error_verbosity: 'terse', log_parameter_max_length_on_error: '0' };

const localOnly = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC' };

/** What is committed survives a power failure. */
export const durableSettings: Record<string, string> = { ...localOnly, ...discreet, ...smallMachine };

/** For tests: nothing is waited for, nothing survives. */
export const throwAwaySettings: Record<string, string> = {
  ...localOnly,
  ...discreet,
  ...smallMachine,
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum_naptime: '1h',
};
