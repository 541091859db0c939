import type { Analyte } from './analyte.js';
import { BLOOD_COUNT } from './blood-count.js';
import { ELECTROLYTES } from './electrolytes.js';
import { GLUCOSE_METABOLISM } from './glucose-metabolism.js';
import { HORMONES } from './hormones.js';
import { INFLAMMATION } from './inflammation.js';
import { KIDNEY } from './kidney.js';
import { LIPIDS } from './lipids.js';
import { LIVER } from './liver.js';
import { NUTRIENTS } from './nutrients.js';

/** The catalogue: every analyte that can be reported, panel by panel. */
export const ANALYTES: readonly Analyte[] = [
  ...GLUCOSE_METABOLISM,
  ...LIPIDS,
  ...KIDNEY,
  ...ELECTROLYTES,
  ...LIVER,
  ...BLOOD_COUNT,
  ...INFLAMMATION,
  ...NUTRIENTS,
  ...HORMONES,
];

const BY_CODE: ReadonlyMap<string, Analyte> = new Map(ANALYTES.map((analyte) => [analyte.code, analyte]));
const BY_LOINC: ReadonlyMap<string, Analyte> = new Map(
  ANALYTES.flatMap((analyte) => analyte.loincCodes.map((loinc) => [loinc, analyte] as const)),
);

/** The analyte of a code of this API, or undefined. */
export function findAnalyte(code: string): Analyte | undefined {
  return BY_CODE.get(code);
}

/** The analyte a LOINC code means, or undefined; the unit of a value is not to be concluded from it. */
export function analyteByLoinc(loinc: string): Analyte | undefined {
  return BY_LOINC.get(loinc);
}
