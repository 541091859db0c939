import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The figures of users at the end of days that are over, and what everybody's figures added up to then: a snapshot is shared by
 * all who were brought forward together, and small enough to be on every shard. Nobody searches in the JSON, and as text it takes
 * a third of the room.
 */
export class PastFigures1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE population_snapshots (
  id uuid NOT NULL,
  taken_at timestamptz NOT NULL,
  algorithm_version text NOT NULL,
  sums json NOT NULL,
  CONSTRAINT population_snapshots_pkey PRIMARY KEY (id)
);

CREATE TABLE past_figures (
  user_id uuid NOT NULL,
  as_of date NOT NULL,
  cohort text NOT NULL,
  figures json NOT NULL,
  snapshot_id uuid NOT NULL,
  CONSTRAINT past_figures_pkey PRIMARY KEY (user_id, as_of)
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('population_snapshots');
    PERFORM create_distributed_table('past_figures', 'user_id', colocate_with => 'users');
  END IF;
END $$;

ALTER TABLE past_figures ADD CONSTRAINT past_figures_user_exists FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE past_figures ADD CONSTRAINT population_snapshot_exists FOREIGN KEY (snapshot_id) REFERENCES population_snapshots (id);

CREATE INDEX past_figures_by_snapshot ON past_figures (snapshot_id);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE past_figures, population_snapshots');
  }
}
