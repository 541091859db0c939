/** A record's source, as the API takes it. */
export interface DemoSource {
  name: string;
  kind: 'watch' | 'laboratory';
}

/** A physical activity, as the API takes it. */
export interface DemoActivity {
  type: 'walking';
  startedAt: string;
  endedAt: string;
  timeZone: string;
  source: DemoSource;
  steps: number;
  moderateSeconds?: number;
  vigorousSeconds?: number;
}

/** A sleep session, as the API takes it. */
export interface DemoSleepSession {
  startedAt: string;
  endedAt: string;
  timeZone: string;
  source: DemoSource;
  totalSleepSeconds: number;
}

/** A result of a blood test, as the API takes it. */
export interface DemoResult {
  analyte: 'hba1c' | 'chol_total' | 'hdl' | 'trig' | 'glucose_fasting';
  value: number;
  unit: '%' | 'mg/dL';
}

/** A blood test, as the API takes it. */
export interface DemoBloodTest {
  collectedAt: string;
  timeZone: string;
  source: DemoSource;
  fasting: boolean;
  results: DemoResult[];
}

/** Everything on record for one demo user. */
export interface DemoRecords {
  physicalActivities: DemoActivity[];
  sleepSessions: DemoSleepSession[];
  bloodTests: DemoBloodTest[];
}
