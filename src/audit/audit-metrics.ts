import { Counter, Gauge } from 'prom-client';

/** Users whom the service has audited since it started. */
export const auditedUsers = new Counter({
  name: 'health_tracker_audited_users_total',
  help: 'Users whose daily totals and figures were recomputed from their records.',
});

/** How many of them were not as their records say: anything but 0 is an alarm. */
export const differingUsers = new Counter({
  name: 'health_tracker_differing_users_total',
  help: 'Audited users whose daily totals, figures or cohort differed from their records.',
});

/** When the last turn of the audit came to its end: an alarm when it is long ago, since nobody watches then. */
export const lastAudit = new Gauge({
  name: 'health_tracker_last_audit_timestamp_seconds',
  help: 'When the last audit of a few users ended, in seconds since 1970.',
  aggregator: 'max',
});
