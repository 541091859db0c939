import { open } from 'node:fs/promises';

const HEAD = 64 * 1024;

/** What shows that a file is of a format: what stands near its beginning, or the end of its name. */
interface Sign {
  format: string;
  head?: RegExp;
  name?: RegExp;
}

const anyOf = (...members: string[]): RegExp => new RegExp(`"(${members.join('|')})"\\s*:`);

/** The first that fits is it. */
const SIGNS: readonly Sign[] = [
  {
    format: 'apple-health',
    head: /<!DOCTYPE HealthData|^[^{]{0,8000}<HealthData|^PK[^]*export(_cda)?\.xml|^PK[^]*apple_health_export/,
  },
  {
    format: 'health-tracker-ndjson',
    head: /^\s*\{"type"\s*:\s*"(export|user|physicalActivity|sleepSession|bloodTest|healthScore|end)"/,
  },
  { format: 'health-tracker-json', head: /^\s*\{\s*"(export|physicalActivities|sleepSessions|bloodTests)"/ },
  { format: 'health-tracker-fhir', head: /"resourceType"[^]*health-tracker/ },
  { format: 'fhir', head: anyOf('resourceType') },
  { format: 'oura', head: /^\s*\{\s*"(data|next_token)"/ },
  {
    format: 'open-mhealth',
    head: anyOf(
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
  },
  { format: 'fitabase', head: /^\uFEFF?(Id|\w*Id),/i, name: /\.csv$/i },
  { format: 'csv', head: /^PK[^]*\.csv/ },
  { format: 'csv', name: /\.csv$/i },
  { format: 'google-fit', head: anyOf('dataSourceId', 'dataTypeName', 'startTimeNanos', 'minStartTimeNs') },
  { format: 'withings', head: /^\s*\{\s*"(body|status)"/ },
  {
    format: 'garmin',
    head: anyOf('activityId"[^]*"activityType', 'dailySleepDTO', 'calendarDate', 'startTimeGMT', 'userProfilePK'),
  },
  { format: 'ihealth', head: anyOf('\\w+DataList') },
  { format: 'runkeeper', head: /"\/fitnessActivities\// },
  { format: 'fitbit', head: anyOf('activities-[\\w-]+', 'activities', 'sleep', 'logId', 'dateOfSleep', 'activityParentName') },
];

/** The name of the format that a file seems to be of, by its name and its first bytes; undefined where nothing shows. */
export async function guessFormat(path: string): Promise<string | undefined> {
  const head = await headOf(path);
  return SIGNS.find((sign) => (sign.head?.test(head) ?? true) && (sign.name?.test(path) ?? true))?.format;
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
