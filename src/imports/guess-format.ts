import { chunksOfFile } from './chunks-of-file.js';
import { MalformedFile } from './import-format.js';

const HEAD = 64 * 1024;

/** What shows that a file is of a format: all that stands near its beginning, and the end of its name. */
interface Sign {
  format: string;
  /** Each takes time in proportion to the file's beginning, whatever is in it: no two `[^]*`, none that has no anchor. */
  head?: readonly RegExp[];
  name?: RegExp;
}

const anyOf = (...members: string[]): RegExp => new RegExp(`"(${members.join('|')})"\\s*:`);

/** The first that fits is it. */
const SIGNS: readonly Sign[] = [
  {
    format: 'apple-health',
    head: [/<!DOCTYPE HealthData|^[^{]{0,8000}<HealthData|^PK[^]*(export|_cda)\.xml|^PK[^]*apple_health_export/i],
  },
  {
    format: 'health-tracker-ndjson',
    head: [/^\s*\{"type"\s*:\s*"(export|user|physicalActivity|sleepSession|bloodTest|healthScore|end)"/],
  },
  { format: 'health-tracker-json', head: [/^\s*\{\s*"(export|physicalActivities|sleepSessions|bloodTests)"/] },
  { format: 'health-tracker-fhir', head: [/"resourceType"/, /health-tracker/] },
  { format: 'fhir', head: [anyOf('resourceType')] },
  { format: 'oura', head: [/^\s*\{\s*("data"\s*:\s*\[|"next_token")/] },
  { format: 'withings', head: [/^\s*\{\s*"status"\s*:\s*\d+\s*,\s*"body"/] },
  {
    format: 'open-mhealth',
    head: [
      anyOf(
        'schema_id',
        'schema_name',
        'effective_time_frame',
        'acquisition_provenance',
        'blood_glucose',
        'step_count',
        'activity_name',
        'sleep_duration',
        'total_sleep_time',
        'heart_rate',
        'systolic_blood_pressure',
        'minutes_moderate_activity',
      ),
    ],
  },
  { format: 'fitabase', head: [/^(\xEF\xBB\xBF)?\w*Id,(Activity(Date|Day|Hour|Minute)|SleepDay|(local_?)?date|time)\b/i] },
  { format: 'csv', head: [/^PK[^]*\.csv/] },
  { format: 'csv', head: [/^[^\n{<[]*\b(startedAt|collectedAt)\b/] },
  { format: 'fitabase', head: [/^(\xEF\xBB\xBF)?\w*Id,/i], name: /\.csv$/i },
  { format: 'csv', name: /\.csv$/i },
  { format: 'google-fit', head: [anyOf('dataSourceId', 'dataTypeName', 'startTimeNanos', 'startTimeMillis', 'minStartTimeNs')] },
  { format: 'withings', head: [/^\s*\{\s*"(body|status)"/] },
  { format: 'garmin', head: [anyOf('activityId'), anyOf('activityType')] },
  { format: 'garmin', head: [anyOf('dailySleepDTO', 'calendarDate', 'startTimeGMT', 'userProfilePK')] },
  { format: 'ihealth', head: [anyOf('\\w+DataList')] },
  { format: 'runkeeper', head: [/"\/fitnessActivities\//] },
  { format: 'fitbit', head: [anyOf('activities-[\\w-]+', 'logId', 'dateOfSleep', 'activityParentName')] },
  { format: 'fitbit', head: [/^\s*\{[^]*"(activities|sleep)"\s*:/] },
];

/** The name of the format that a file seems to be of, by its name and its first bytes; undefined where nothing shows. */
export async function guessFormat(path: string): Promise<string | undefined> {
  const head = await headOf(path);
  return SIGNS.find((sign) => (sign.head ?? []).every((one) => one.test(head)) && (sign.name?.test(path) ?? true))?.format;
}

/** The beginning of a file, unpacked where it is gzipped; a character for each byte. */
async function headOf(path: string): Promise<string> {
  let head = '';
  try {
    for await (const chunk of chunksOfFile(path, { timeZone: 'UTC' })) {
      head += chunk.toString('latin1');
      if (head.length >= HEAD) break;
    }
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
  }
  return head.slice(0, HEAD);
}
