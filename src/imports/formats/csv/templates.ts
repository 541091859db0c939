import type { RecordCollection } from '../../import-format.js';

/** What the cells of a column hold. */
export type CellType = 'text' | 'number' | 'boolean' | 'stages';

export interface Column {
  /** As in the API; members of members with a dot: `source.name`. */
  name: string;
  type: CellType;
  /** Every row has to have it. */
  isRequired?: true;
  /** The service computes it: an export has it, and an import does not read it. */
  isComputed?: true;
  /** It belongs to one result of a blood test, of which a row has one. */
  isOfResult?: true;
}

/** The columns of the CSV of one kind of record. An import takes them in any order and does without those that are not required. */
export interface Template {
  collection: RecordCollection;
  fileName: string;
  columns: readonly Column[];
}

const text = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'text', ...more });
const number = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'number', ...more });
const boolean = (name: string): Column => ({ name, type: 'boolean' });
const required = { isRequired: true } as const;
const computed = { isComputed: true } as const;
const ofResult = { isOfResult: true } as const;

const FIRST = [text('id')];
const ZONE = [text('timeZone'), text('localDate', computed)];
const ORIGIN = [
  text('source.name'),
  text('source.kind'),
  text('source.device'),
  text('externalId'),
  text('createdAt', computed),
  text('updatedAt', computed),
];

export const PHYSICAL_ACTIVITIES: Template = {
  collection: 'physical-activities',
  fileName: 'physical-activities.csv',
  columns: [
    ...FIRST,
    text('type', required),
    text('startedAt', required),
    text('endedAt', required),
    ...ZONE,
    number('steps'),
    number('distanceMeters'),
    number('activeEnergyKilocalories'),
    number('moderateSeconds'),
    number('vigorousSeconds'),
    number('averageHeartRateBpm'),
    number('maxHeartRateBpm'),
    ...ORIGIN,
  ],
};

export const SLEEP_SESSIONS: Template = {
  collection: 'sleep-sessions',
  fileName: 'sleep-sessions.csv',
  columns: [
    ...FIRST,
    text('startedAt', required),
    text('endedAt', required),
    ...ZONE,
    boolean('isMainSleep'),
    number('totalSleepSeconds'),
    number('awakeSeconds'),
    number('lightSleepSeconds'),
    number('deepSleepSeconds'),
    number('remSleepSeconds'),
    number('efficiencyPercent', computed),
    { name: 'stages', type: 'stages' },
    ...ORIGIN,
  ],
};

export const BLOOD_TESTS: Template = {
  collection: 'blood-tests',
  fileName: 'blood-tests.csv',
  columns: [
    ...FIRST,
    text('collectedAt', required),
    ...ZONE,
    boolean('fasting'),
    text('laboratory'),
    ...ORIGIN,
    text('analyte', { ...required, ...ofResult }),
    number('value', { ...required, ...ofResult }),
    text('unit', { ...required, ...ofResult }),
    text('comparator', ofResult),
    number('canonicalValue', { ...computed, ...ofResult }),
    text('canonicalUnit', { ...computed, ...ofResult }),
  ],
};

export const TEMPLATES: readonly Template[] = [PHYSICAL_ACTIVITIES, SLEEP_SESSIONS, BLOOD_TESTS];

/** What an export has beside the records, and an import has no use for, by file and first columns. */
export const PROFILE_FILE = 'profile.csv';
export const SCORE_HISTORY_FILE = 'health-score-history.csv';
/** Counts and checksums of the other files of an export, its last one. */
export const MANIFEST_FILE = 'manifest.json';

/** What the manifest says of one file. */
export interface ManifestFile {
  name: string;
  /** Rows below the header. */
  rows: number;
  /** Of the file's bytes, in hexadecimal digits. */
  sha256: string;
}
