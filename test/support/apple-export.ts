/** The attributes of an element, and what stands in it. */
type Members = Record<string, string | undefined> & { children?: string };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** An element of XML. */
export function element(name: string, { children, ...attributes }: Members): string {
  const said = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const head = [name, ...said.map(([key, value]) => `${key}="${escaped(value!)}"`)].join(' ');
  return children === undefined ? `<${head}/>` : `<${head}>${children}</${name}>`;
}

/** A sample as Apple Health exports it, by default of steps by a telephone. */
export const sampleOf = ({ type, ...members }: Members): string =>
  element('Record', {
    type: type ?? 'HKQuantityTypeIdentifierStepCount',
    sourceName: 'Ada’s iPhone',
    unit: 'count',
    startDate: '2024-03-05 10:00:00 +0100',
    endDate: '2024-03-05 10:10:00 +0100',
    value: '100',
    ...members,
  });

/** A stretch of sleep analysis by a watch, its value without the prefix that all have. */
export const sleepOf = (value: string, startDate: string, endDate: string, members: Members = {}): string =>
  element('Record', {
    type: 'HKCategoryTypeIdentifierSleepAnalysis',
    sourceName: 'Ada’s Apple Watch',
    startDate,
    endDate,
    value: `HKCategoryValueSleepAnalysis${value}`,
    ...members,
  });

const DOCUMENT_TYPE = `<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord|Audiogram|VisionPrescription)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>`;

/** An export of those elements. */
export const appleExport = (...elements: readonly string[]): string =>
  ['<?xml version="1.0" encoding="UTF-8"?>', DOCUMENT_TYPE, '<HealthData locale="en_US">', ...elements, '</HealthData>', ''].join(
    '\n',
  );
