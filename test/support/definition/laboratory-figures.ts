import type { SentBloodTest } from '../person.js';
import { dateIn, daysBefore } from './dates.js';
import type { Figure, Fraction } from './figure.js';

// Sections 1 and 2 of the definition for laboratory values.

type LaboratoryFigure = 'hba1c' | 'nonhdl' | 'hdl' | 'trig' | 'glucose';

/** Canonical value = value * factor + offset, by the unit. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, readonly [factor: string, offset: string]>>>> = {
  hba1c: { '%': ['1', '0'], 'mmol/mol': ['0.09148', '2.152'] },
  chol_total: { 'mg/dL': ['1', '0'], 'g/L': ['100', '0'], 'mmol/L': ['38.67', '0'] },
  hdl: { 'mg/dL': ['1', '0'], 'g/L': ['100', '0'], 'mmol/L': ['38.67', '0'] },
  nonhdl: { 'mg/dL': ['1', '0'], 'g/L': ['100', '0'], 'mmol/L': ['38.67', '0'] },
  trig: { 'mg/dL': ['1', '0'], 'g/L': ['100', '0'], 'mmol/L': ['88.57', '0'] },
  glucose_fasting: { 'mg/dL': ['1', '0'], 'mmol/L': ['18.0156', '0'] },
};
const HARD = { hba1c: [3, 20], nonhdl: [10, 1500], hdl: [3, 300], trig: [5, 10_000], glucose: [0, Infinity] } as const;
const MILLION = 1_000_000n;

function decimal(text: string): Fraction {
  const [whole = '0', fraction = ''] = text.split('.');
  return { p: BigInt(whole + fraction), q: 10n ** BigInt(fraction.length) };
}

/** In millionths of the canonical unit, half of one up. */
function canonical(analyte: string, value: number, unit: string): bigint {
  const [v, f, o] = [String(value), ...CONVERSIONS[analyte]![unit]!].map(decimal) as [Fraction, Fraction, Fraction];
  const [p, q] = [v.p * f.p * o.q + o.p * v.q * f.q, v.q * f.q * o.q];
  return (2n * MILLION * p + q) / (2n * q);
}

interface Reading {
  millionths: bigint;
  localDate: string;
}

export function laboratoryFigures(tests: SentBloodTest[], today: string): Record<LaboratoryFigure, Figure> {
  const collected = tests
    .filter((test) => dateIn(test.timeZone, Date.parse(test.collectedAt)) < today)
    .toSorted((a, b) => Date.parse(b.collectedAt) - Date.parse(a.collectedAt) || laterGiven(b, a));
  const latest = (id: LaboratoryFigure, readings: Reading[]): Figure => {
    const [low, high] = HARD[id];
    const plausible = readings.filter(({ millionths }) => low <= Number(millionths) / 1e6 && Number(millionths) / 1e6 <= high);
    const recent = plausible.find(({ localDate }) => localDate >= daysBefore(today, 365));
    if (!recent) return { missing: plausible.length > 0 ? 'stale' : 'no_data' };
    return { value: { p: recent.millionths, q: MILLION }, days: null, collectedOn: recent.localDate };
  };
  const of = (analyte: string): Reading[] => readingsIn(collected, analyte);
  return {
    hba1c: latest('hba1c', of('hba1c')),
    nonhdl: latest('nonhdl', nonHdl(collected)),
    hdl: latest('hdl', of('hdl')),
    trig: latest('trig', of('trig')),
    glucose: latest('glucose', of('glucose_fasting')),
  };
}

const laterGiven = (a: SentBloodTest, b: SentBloodTest): number => {
  const [keyA, keyB] = [a, b].map(({ given }) => `${given!.createdAt} ${given!.id}`) as [string, string];
  return keyA > keyB ? 1 : -1;
};

const readingsIn = (tests: SentBloodTest[], analyte: string): Reading[] => tests.flatMap((test) => readingsOf(test, analyte));

function readingsOf(test: SentBloodTest, analyte: string): Reading[] {
  const localDate = dateIn(test.timeZone, Date.parse(test.collectedAt));
  return test.results
    .filter((result) => result.analyte === analyte)
    .map(({ value, unit }) => ({ millionths: canonical(analyte, value, unit), localDate }));
}

/**
 * Total less HDL cholesterol of the same collection, which is everything of one instant, whoever reports it; and non-HDL as it is
 * reported, where a part of that is missing or the difference is beyond belief.
 */
function nonHdl(collected: SentBloodTest[]): Reading[] {
  const instants = [...new Set(collected.map(({ collectedAt }) => Date.parse(collectedAt)))];
  return instants.flatMap((instant) => {
    const collection = collected.filter(({ collectedAt }) => Date.parse(collectedAt) === instant);
    const [[total], [hdl], [reported]] = ['chol_total', 'hdl', 'nonhdl'].map((analyte) => readingsIn(collection, analyte)) as [
      Reading[],
      Reading[],
      Reading[],
    ];
    const derived = total && hdl ? [{ ...total, millionths: total.millionths - hdl.millionths }] : [];
    return [...derived, ...(reported ? [reported] : [])];
  });
}
