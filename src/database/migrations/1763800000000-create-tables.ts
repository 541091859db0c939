import type { MigrationInterface, QueryRunner } from 'typeorm';

const SOURCE_KINDS = `('manual', 'watch', 'ring', 'phone', 'laboratory', 'other')`;

/** The columns that every kind of health record has. */
const RECORD_COLUMNS = `
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  source_name text NOT NULL,
  source_kind text NOT NULL,
  source_device text,
  external_id text,
  time_zone text NOT NULL,
  local_date date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL`;

/** What holds for every kind of health record; a constraint is named by the rule it keeps. */
const recordRules = (table: string): string => `
  CONSTRAINT ${table}_pkey PRIMARY KEY (user_id, id),
  CONSTRAINT ${table}_source_kind_is_known CHECK (source_kind IN ${SOURCE_KINDS})`;

const DISTRIBUTED = [
  'physical_activities',
  'sleep_sessions',
  'blood_tests',
  'blood_test_results',
  'user_states',
  'daily_totals',
  'figures',
];

/**
 * Tables first, then their distribution where the Citus extension is present (nothing happens on plain PostgreSQL), then
 * foreign keys: the one order that a sharded PostgreSQL accepts.
 */
export class CreateTables1763800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
CREATE TABLE users (
  id uuid NOT NULL,
  display_name text,
  birth_date date,
  sex_at_birth text NOT NULL,
  height_centimeters numeric(4, 1),
  weight_kilograms numeric(5, 2),
  time_zone text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT sex_at_birth_is_known CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'))
);

CREATE TABLE physical_activities (${RECORD_COLUMNS},
  type text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  steps integer,
  distance_meters numeric(10, 2),
  active_energy_kilocalories numeric(8, 2),
  moderate_seconds integer,
  vigorous_seconds integer,
  average_heart_rate_bpm numeric(4, 1),
  max_heart_rate_bpm numeric(4, 1),${recordRules('physical_activities')},
  CONSTRAINT activity_does_not_end_before_it_starts CHECK (ended_at >= started_at),
  CONSTRAINT steps_are_plausible CHECK (steps BETWEEN 0 AND 200000),
  CONSTRAINT intensity_fits_into_the_activity CHECK (
    moderate_seconds >= 0 AND vigorous_seconds >= 0
    AND coalesce(moderate_seconds, 0) + coalesce(vigorous_seconds, 0) <= extract(epoch FROM ended_at - started_at))
);

CREATE TABLE sleep_sessions (${RECORD_COLUMNS},
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  is_main_sleep boolean NOT NULL,
  total_sleep_seconds integer NOT NULL,
  awake_seconds integer,
  light_sleep_seconds integer,
  deep_sleep_seconds integer,
  rem_sleep_seconds integer,
  efficiency_percent numeric(4, 1) NOT NULL,
  stages jsonb,${recordRules('sleep_sessions')},
  CONSTRAINT sleep_ends_after_it_starts CHECK (ended_at > started_at),
  CONSTRAINT sleep_is_not_longer_than_its_interval CHECK (
    total_sleep_seconds BETWEEN 0 AND extract(epoch FROM ended_at - started_at))
);

CREATE TABLE analytes (
  code text NOT NULL,
  name text NOT NULL,
  loinc_codes text[] NOT NULL,
  canonical_unit text NOT NULL,
  CONSTRAINT analytes_pkey PRIMARY KEY (code)
);

CREATE TABLE blood_tests (${RECORD_COLUMNS},
  collected_at timestamptz NOT NULL,
  fasting boolean,
  laboratory text,${recordRules('blood_tests')}
);

CREATE TABLE blood_test_results (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  blood_test_id uuid NOT NULL,
  position smallint NOT NULL,
  analyte text NOT NULL,
  value numeric NOT NULL,
  unit text NOT NULL,
  comparator text,
  canonical_micro bigint NOT NULL,
  CONSTRAINT blood_test_results_pkey PRIMARY KEY (user_id, id),
  CONSTRAINT an_analyte_is_reported_once_in_a_blood_test UNIQUE (user_id, blood_test_id, analyte),
  CONSTRAINT comparator_is_known CHECK (comparator IN ('<', '<=', '>=', '>')),
  CONSTRAINT result_is_not_negative CHECK (canonical_micro >= 0)
);

CREATE TABLE user_states (
  user_id uuid NOT NULL,
  version bigint NOT NULL,
  as_of date NOT NULL,
  rolls_at timestamptz NOT NULL,
  cohort text NOT NULL,
  CONSTRAINT user_states_pkey PRIMARY KEY (user_id)
) WITH (fillfactor = 80);

CREATE TABLE daily_totals (
  user_id uuid NOT NULL,
  local_date date NOT NULL,
  source_kind text NOT NULL,
  source_name text NOT NULL,
  activity_records integer NOT NULL,
  steps_records integer NOT NULL,
  steps bigint NOT NULL,
  intensity_records integer NOT NULL,
  moderate_seconds bigint NOT NULL,
  vigorous_seconds bigint NOT NULL,
  distance_records integer NOT NULL,
  distance_centimeters bigint NOT NULL,
  energy_records integer NOT NULL,
  energy_centikilocalories bigint NOT NULL,
  sleep_records integer NOT NULL,
  asleep_seconds bigint NOT NULL,
  CONSTRAINT daily_totals_pkey PRIMARY KEY (user_id, local_date, source_kind, source_name),
  CONSTRAINT daily_totals_are_not_negative CHECK (
    least(activity_records, steps_records, intensity_records, distance_records, energy_records, sleep_records) >= 0
    AND least(steps, moderate_seconds, vigorous_seconds, distance_centimeters, energy_centikilocalories, asleep_seconds) >= 0)
);

CREATE TABLE figures (
  user_id uuid NOT NULL,
  metric text NOT NULL,
  numerator bigint,
  denominator bigint,
  x bigint,
  x_raw bigint,
  bucket smallint,
  days smallint,
  observed_on date,
  absent_reason text,
  CONSTRAINT figures_pkey PRIMARY KEY (user_id, metric),
  CONSTRAINT a_figure_is_a_fraction_or_absent CHECK (
    (numerator IS NULL) = (absent_reason IS NOT NULL) AND (numerator IS NULL) = (denominator IS NULL) AND denominator > 0),
  CONSTRAINT a_bucket_is_in_the_histogram CHECK (bucket BETWEEN 0 AND 513)
);`);

    await queryRunner.query(`
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('analytes');
    PERFORM create_distributed_table('users', 'id');
    ${DISTRIBUTED.map((table) => `PERFORM create_distributed_table('${table}', 'user_id', colocate_with => 'users');`).join('\n    ')}
  END IF;
END $$;`);

    for (const table of DISTRIBUTED.filter((name) => name !== 'blood_test_results')) {
      await queryRunner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_user_exists FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE`,
      );
    }
    await queryRunner.query(`
ALTER TABLE blood_test_results ADD CONSTRAINT blood_test_exists
  FOREIGN KEY (user_id, blood_test_id) REFERENCES blood_tests (user_id, id) ON DELETE CASCADE;
ALTER TABLE blood_test_results ADD CONSTRAINT analyte_is_in_the_catalogue FOREIGN KEY (analyte) REFERENCES analytes (code);

CREATE UNIQUE INDEX physical_activity_is_reported_once ON physical_activities (user_id, source_name, external_id);
CREATE UNIQUE INDEX sleep_session_is_reported_once ON sleep_sessions (user_id, source_name, external_id);
CREATE UNIQUE INDEX blood_test_is_reported_once ON blood_tests (user_id, source_name, external_id);
CREATE INDEX physical_activities_by_start ON physical_activities (user_id, started_at, id);
CREATE INDEX sleep_sessions_by_start ON sleep_sessions (user_id, started_at, id);
CREATE INDEX sleep_sessions_by_day ON sleep_sessions (user_id, local_date);
CREATE INDEX blood_tests_by_collection ON blood_tests (user_id, collected_at, id);
CREATE INDEX user_states_by_roll ON user_states (rolls_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ${DISTRIBUTED.join(', ')}, analytes, users`);
  }
}
