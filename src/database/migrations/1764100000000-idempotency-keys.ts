import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Replies to requests that came with an `Idempotency-Key`, each written with the write that it answers. */
export class IdempotencyKeys1764100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status smallint NOT NULL,
  etag text,
  location text,
  body text NOT NULL,
  created_user boolean NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key)
);

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('idempotency_keys', 'user_id', colocate_with => 'users');
  END IF;
END $$;

ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_user_exists FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
CREATE INDEX idempotency_keys_of_created_users ON idempotency_keys (key) WHERE created_user;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys');
  }
}
