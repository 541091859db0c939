import { findAnalyte } from '../../../blood-tests/catalogue/analytes.js';
import { parseUnit } from '../../../blood-tests/units/ucum-unit.js';

/** LOINC codes of analytes as amounts of substance, where the catalogue's first code means a mass. */
const BY_SUBSTANCE: Readonly<Record<string, string>> = {
  chol_total: '14647-2',
  hdl: '14646-4',
  nonhdl: '70204-3',
  ldl: '22748-8',
  ldl_calc: '39469-2',
  ldl_direct: '69419-0',
  trig: '14927-8',
  glucose_fasting: '14771-0',
  glucose_random: '14749-6',
  hba1c: '59261-8',
  creatinine: '14682-9',
  bun: '22664-7',
  uric_acid: '14933-6',
  bilirubin: '14631-6',
  calcium: '2000-8',
  magnesium: '2601-3',
  phosphate: '14879-1',
  iron: '14798-3',
  b12: '14685-2',
  folate: '14732-2',
  free_t4: '14920-3',
};

const dimensionOf = (unit: string): string | undefined => parseUnit(unit)?.dimension;

/**
 * The LOINC code of an analyte that is told in a unit: codes differ by the kind of quantity. Undefined where the catalogue has none
 * for this kind, since a wrong code is worse than none.
 */
export function loincOf(code: string, unit: string): string | undefined {
  const analyte = findAnalyte(code);
  if (!analyte) return undefined;
  const [main] = analyte.loincCodes;
  return dimensionOf(unit) === dimensionOf(analyte.canonicalUnit) ? main : isSubstance(unit) ? BY_SUBSTANCE[code] : undefined;
}

/** Whether a unit is of moles a volume, or of moles a mole. */
const isSubstance = (unit: string): boolean => SUBSTANCE.has(dimensionOf(unit));
const SUBSTANCE = new Set(['mmol/L', 'mmol/mol'].map(dimensionOf));
