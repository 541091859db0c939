import { parseUnit } from '../../../blood-tests/units/ucum-unit.js';

/** How laboratories print units that UCUM writes in another way, in lower case and without blanks. */
const PRINTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    percent: '%',
    '%oftotalhgb': '%',
    '%oftotalhb': '%',
    '%oftotalhemoglobin': '%',
    '%totalhgb': '%',
    '%a1c': '%',
    '%ngsp': '%',
    '%(ngsp)': '%',
    'mg/dl': 'mg/dL',
    'mg/100ml': 'mg/dL',
    'g/dl': 'g/dL',
    'gm/dl': 'g/dL',
    'g/100ml': 'g/dL',
    'ug/dl': 'ug/dL',
    'ng/dl': 'ng/dL',
    'ng/ml': 'ng/mL',
    'pg/ml': 'pg/mL',
    'mmol/l': 'mmol/L',
    'umol/l': 'umol/L',
    'nmol/l': 'nmol/L',
    'pmol/l': 'pmol/L',
    'mmol/mol': 'mmol/mol',
    'meq/l': 'meq/L',
    'u/l': 'U/L',
    'units/l': 'U/L',
    'iu/l': '[IU]/L',
    'miu/l': 'm[IU]/L',
    'uiu/ml': 'u[IU]/mL',
    'mu/l': 'mU/L',
    fl: 'fL',
    pg: 'pg',
    'gpt/l': '10*9/L',
    'giga/l': '10*9/L',
    'tpt/l': '10*12/L',
    'k/ul': '10*3/uL',
    'k/mm3': '10*3/uL',
    'k/cumm': '10*3/uL',
    'th/ul': '10*3/uL',
    'th/cumm': '10*3/uL',
    'thou/ul': '10*3/uL',
    'thous/ul': '10*3/uL',
    'thousand/ul': '10*3/uL',
    'm/ul': '10*6/uL',
    'm/mm3': '10*6/uL',
    'm/cumm': '10*6/uL',
    'mill/ul': '10*6/uL',
    'mil/ul': '10*6/uL',
    'million/ul': '10*6/uL',
    'cells/ul': '/uL',
    'g/l': 'g/L',
    'mg/l': 'mg/L',
    'ml/min/1.73m2': 'mL/min/{1.73_m2}',
    'ml/min/1.73m^2': 'mL/min/{1.73_m2}',
    'ml/min/1.73sqm': 'mL/min/{1.73_m2}',
    'ml/min/{1.73m2}': 'mL/min/{1.73_m2}',
    'ml/min/{1.73_m2}': 'mL/min/{1.73_m2}',
  }),
);
const POWER_OF_TEN = /^[x×]?10(?:e|\^|\*|\*\*)?\(?(\d{1,2})\)?(?=\/)/i;
/** `mg/dL (calc)`, of a result that was not measured. */
const CALCULATED = /(?<=.)\(?calc\)?$/i;
/** `mcg` and `mcL`, as it is written where a µ may be misread. */
const MICRO = /\bmc(?=g|l|mol|iu)/gi;

/** A printed unit in UCUM, or as it is where it is UCUM already or nothing that is known. */
export function ucumOf(printed: string): string {
  if (parseUnit(printed)) return printed;
  const compact = printed
    .slice(0, 64)
    .replaceAll(/[\s\u200b\ufeff]/g, '')
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll(MICRO, 'u')
    .replace(CALCULATED, '')
    .replaceAll('²', '2')
    .replaceAll('³', '3')
    .replace(POWER_OF_TEN, '10*$1');
  if (parseUnit(compact)) return compact;
  const known = PRINTED.get(compact.toLowerCase());
  if (known) return known;
  const lower = compact.toLowerCase().replace(/l$/, 'L');
  return parseUnit(lower) ? lower : printed;
}
