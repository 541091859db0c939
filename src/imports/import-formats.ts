import { APPLE_HEALTH } from './formats/apple-health/apple-health.js';
import { CSV } from './formats/csv/csv.js';
import { FHIR } from './formats/fhir/fhir.js';
import { FITABASE_FORMAT } from './formats/fitabase/fitabase.js';
import { FITBIT_FORMAT } from './formats/fitbit/fitbit.js';
import { GARMIN_FORMAT } from './formats/garmin/garmin.js';
import { GOOGLE_FIT_FORMAT } from './formats/google-fit/google-fit.js';
import { HEALTH_TRACKER_FHIR } from './formats/health-tracker-fhir/health-tracker-fhir.js';
import { HEALTH_TRACKER_JSON } from './formats/health-tracker/json.js';
import { HEALTH_TRACKER_NDJSON } from './formats/health-tracker/ndjson.js';
import { IHEALTH_FORMAT } from './formats/ihealth/ihealth.js';
import { OPEN_MHEALTH_FORMAT } from './formats/open-mhealth/open-mhealth.js';
import { OURA_FORMAT } from './formats/oura/oura.js';
import { RUNKEEPER_FORMAT } from './formats/runkeeper/runkeeper.js';
import { WITHINGS_FORMAT } from './formats/withings/withings.js';
import type { ImportFormat } from './import-format.js';

/** The formats that an import can have; a further one is a line here, signs in `guess-format.ts` and a row in `docs/imports.md`. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  APPLE_HEALTH,
  CSV,
  FHIR,
  FITABASE_FORMAT,
  FITBIT_FORMAT,
  GARMIN_FORMAT,
  GOOGLE_FIT_FORMAT,
  HEALTH_TRACKER_FHIR,
  HEALTH_TRACKER_JSON,
  HEALTH_TRACKER_NDJSON,
  IHEALTH_FORMAT,
  OPEN_MHEALTH_FORMAT,
  OURA_FORMAT,
  RUNKEEPER_FORMAT,
  WITHINGS_FORMAT,
];

/** The format of that name; undefined where there is none. */
export const formatNamed = (name: string): ImportFormat | undefined => IMPORT_FORMATS.find((format) => format.name === name);

/** The format that a media type means; undefined where it means none, or any. */
export const formatOfType = (mediaType: string): ImportFormat | undefined =>
  IMPORT_FORMATS.find(({ mediaTypes }) => mediaTypes.includes(mediaType));
