/** What a laboratory measures: how it is named, in which units it is told, and what is usual. Numbers are exact decimal strings. */
export interface Analyte {
  /** Stable name in this API, snake_case. */
  readonly code: string;
  readonly name: string;
  /** LOINC codes that mean this analyte, by mass or amount of substance, by specimen and by method; they never tell the unit. */
  readonly loincCodes: readonly string[];
  /** UCUM; values are stored in millionths of it. */
  readonly canonicalUnit: string;
  /** UCUM units in common use, the canonical one first; every other unit of the same quantity converts as well. */
  readonly acceptedUnits: readonly string[];
  /** How other kinds of quantity of this very analyte convert. */
  readonly equivalences?: readonly Equivalence[];
  /** Canonical values outside of it are errors of measurement or entry; both bounds belong to it. */
  readonly plausible: { readonly low: string; readonly high: string };
  readonly referenceRanges: readonly ReferenceRange[];
  /** Whether the analyte is only what its name says when the person has fasted. */
  readonly fastingRequired?: boolean;
}

/** Canonical value = value in `unit` times `factor`, a decimal or a fraction of decimals, plus `offset`. */
export interface Equivalence {
  readonly unit: string;
  readonly factor: string;
  readonly offset?: string;
}

/** What is usual in the people it names, in the canonical unit. Age is in whole years; bounds belong to the range unless said. */
export interface ReferenceRange {
  readonly sex?: 'female' | 'male';
  readonly ageLow?: number;
  readonly ageHigh?: number;
  readonly low?: string;
  readonly high?: string;
  /** Set where the guideline says below `high`, so that `high` itself is already high. */
  readonly highExclusive?: true;
  /** At or below it a laboratory telephones the physician. */
  readonly criticalLow?: string;
  /** At or above it a laboratory telephones the physician. */
  readonly criticalHigh?: string;
  readonly source: string;
}

/** The source of intervals that textbooks and laboratories give alike and no single guideline owns. */
export const TYPICAL_ADULT = 'Typical adult interval; laboratories differ';

/** The source of the critical limits of blood cells. */
export const MAYO_CRITICAL = 'critical limits: Mayo Clinic Laboratories, critical results list';

/** The source of critical limits that many hospitals have alike. */
export const TYPICAL_CRITICAL = 'critical limits: typical of hospitals; laboratories differ';
