import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that users bring, how far each is, and what could not be taken of it. The index by id is for addresses that name a job
 * without its user; the other one is the queue.
 */
export class ImportJobs1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE import_jobs (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  format text NOT NULL,
  mode text NOT NULL,
  dry_run boolean NOT NULL,
  time_zone text NOT NULL,
  status text NOT NULL,
  phase text NOT NULL,
  folder_id uuid NOT NULL,
  bytes bigint NOT NULL,
  bytes_read bigint NOT NULL,
  batch integer NOT NULL,
  progress json NOT NULL,
  error json,
  worker_id uuid,
  leased_until timestamptz,
  attempts integer NOT NULL,
  seen_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  CONSTRAINT import_jobs_pkey PRIMARY KEY (user_id, id),
  CONSTRAINT import_mode_is_known CHECK (mode IN ('keep', 'atomic')),
  CONSTRAINT import_phase_is_known CHECK (phase IN ('checking', 'writing')),
  CONSTRAINT import_status_is_known CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  CONSTRAINT a_batch_is_counted_once CHECK (batch >= 0)
);

CREATE TABLE import_errors (
  user_id uuid NOT NULL,
  job_id uuid NOT NULL,
  ordinal integer NOT NULL,
  place text NOT NULL,
  entries integer NOT NULL,
  collection text,
  code text NOT NULL,
  detail text NOT NULL,
  errors json,
  CONSTRAINT import_errors_pkey PRIMARY KEY (user_id, job_id, ordinal)
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('import_jobs', 'user_id', colocate_with => 'users');
    PERFORM create_distributed_table('import_errors', 'user_id', colocate_with => 'users');
  END IF;
END $$;

ALTER TABLE import_jobs ADD CONSTRAINT import_jobs_user_exists FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE import_errors ADD CONSTRAINT import_job_exists
  FOREIGN KEY (user_id, job_id) REFERENCES import_jobs (user_id, id) ON DELETE CASCADE;

CREATE INDEX import_jobs_by_id ON import_jobs (id);
CREATE INDEX import_jobs_to_do ON import_jobs (folder_id) WHERE status IN ('queued', 'running');`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE import_errors, import_jobs');
  }
}
