import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys of backends. A key itself is not here, only its hash; a key that was revoked stays, for what tells of it. */
export class ServiceKeys1764400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE service_keys (
  id uuid NOT NULL,
  prefix text NOT NULL,
  secret_sha256 bytea NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  is_given boolean NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT service_keys_pkey PRIMARY KEY (id),
  CONSTRAINT service_keys_begin_differently UNIQUE (prefix),
  CONSTRAINT a_service_key_allows_something CHECK (cardinality(scopes) > 0)
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('service_keys');
  END IF;
END $$;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE service_keys');
  }
}
