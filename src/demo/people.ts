/** An adult as the survey measured one; null where something was not measured. Units are in the names. */
export interface Person {
  sexAtBirth: 'female' | 'male';
  /** Whole years; 80 stands for 80 and more. */
  ageYears: number;
  stepsPerDay: number | null;
  /** Moderate + 2 x vigorous minutes. */
  mvpaMinutesPerWeek: number | null;
  vigorousMinutesPerWeek: number | null;
  sleepHours: number | null;
  hba1cPercent: number | null;
  totalCholesterolMgPerDl: number | null;
  hdlMgPerDl: number | null;
  triglyceridesMgPerDl: number | null;
  fastingGlucoseMgPerDl: number | null;
  /** Whether the blood was drawn after 8 hours without food. */
  fasting: boolean;
}

/** Reads the people of `nhanes-2011-2012.csv`, in its order. Throws where the text is not such a file. */
export function parsePeople(csv: string): Person[] {
  const [header, ...rows] = csv.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const columns = header?.split(',') ?? [];
  return rows.map((row) => {
    const fields = new Map(row.split(',').map((field, index) => [columns[index], field]));
    const measured = (column: keyof Person): number | null => {
      const field = fields.get(column);
      if (field === undefined || Number.isNaN(Number(field))) throw new Error(`No ${column} in the row "${row}"`);
      return field === '' ? null : Number(field);
    };
    return {
      sexAtBirth: fields.get('sexAtBirth') === 'F' ? 'female' : 'male',
      ageYears: measured('ageYears') ?? 0,
      stepsPerDay: measured('stepsPerDay'),
      mvpaMinutesPerWeek: measured('mvpaMinutesPerWeek'),
      vigorousMinutesPerWeek: measured('vigorousMinutesPerWeek'),
      sleepHours: measured('sleepHours'),
      hba1cPercent: measured('hba1cPercent'),
      totalCholesterolMgPerDl: measured('totalCholesterolMgPerDl'),
      hdlMgPerDl: measured('hdlMgPerDl'),
      triglyceridesMgPerDl: measured('triglyceridesMgPerDl'),
      fastingGlucoseMgPerDl: measured('fastingGlucoseMgPerDl'),
      fasting: measured('fasting') === 1,
    };
  });
}
