import { analyteByLoinc } from '../../../blood-tests/catalogue/analytes.js';
import { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type Place, type Reading, type ReadRecord } from '../../import-format.js';
import { ACTIVITY_CODES, activityOf } from './activity-observation.js';
import { isOfCategory, loincCodesOf, nameOfConcept } from './fhir-codes.js';
import { saidBy, type Amount } from './fhir-quantity.js';
import { FhirReports } from './fhir-reports.js';
import { standingOf } from './fhir-status.js';
import { elementOf, elementsOf, referredId, textOf, type Element } from './fhir-value.js';
import { laboratoryResult } from './laboratory-result.js';
import { LaboratoryResults, type Origin } from './laboratory-results.js';
import { rejected, statementsOf, type Statement } from './observation.js';

/** The code of the fault after which nothing of a file may be kept. */
export const SEVERAL_SUBJECTS = 'several_subjects';

export interface FhirReading {
  /** The user's IANA time zone. */
  readonly zone: string;
  /** The name of the source of the records. */
  readonly sourceName: string;
  /** Whether the resources may be about different people: those of one telephone have an identity at each hospital. */
  readonly anySubject: boolean;
}

const MOST_ACTIVITIES = 200_000;

/**
 * Takes FHIR resources one after the other. Records come when all is there: only then it is known what belongs to one blood test, and
 * that all of it is about one person.
 */
export class FhirResources {
  private readonly reports: FhirReports;
  private readonly results: LaboratoryResults;
  private readonly activities: ReadRecord[] = [];
  private readonly skipped = new SkipCounts();
  private subject: string | undefined;

  constructor(private readonly reading: FhirReading) {
    this.reports = new FhirReports(reading.zone);
    this.results = new LaboratoryResults(reading.zone, reading.sourceName);
  }

  /**
   * An entry of a Bundle. Others may refer to its resource by the `fullUrl`; one that only tells of a request or a response has none.
   * @throws MalformedFile where a second person appears
   */
  *addEntry(value: unknown, place: Place): Generator<Reading> {
    const entry = elementOf(value);
    if (entry && entry.resource === undefined && (elementOf(entry.request) ?? elementOf(entry.response)))
      this.skip({ reason: 'no_value', detail: 'a Bundle entry without a resource' }, place);
    else yield* this.add(entry?.resource, `${place}/resource`, referredId({ reference: entry?.fullUrl }));
  }

  /** @throws MalformedFile where a second person appears */
  *add(value: unknown, place: Place, fullId?: string): Generator<Reading> {
    const resource = elementOf(value);
    const type = textOf(resource?.resourceType);
    if (!resource || !type) yield rejected({ code: 'not_a_resource', detail: 'a FHIR resource has a resourceType' }, place);
    else if (type === 'Observation') yield* this.observation(resource, place, { ids: idsOf(resource, fullId) });
    else if (type === 'DiagnosticReport') yield* this.report(resource, place);
    else if (type === 'Bundle') yield* this.bundle(resource, place);
    else this.skipped.add('not_supported', type, place);
  }

  *end(): Generator<Reading> {
    yield* this.activities.splice(0);
    yield* this.results.readings(this.reports);
    yield* this.skipped.readings();
  }

  /** A Bundle in a Bundle: what a server answers to several requests at once. */
  private *bundle({ entry }: Element, place: Place): Generator<Reading> {
    for (const [index, value] of (Array.isArray(entry) ? entry : []).entries())
      yield* this.addEntry(value, `${place}/entry/${index}`);
  }

  private *report(report: Element, place: Place): Generator<Reading> {
    this.skipped.add('no_value', 'DiagnosticReport: its results are resources of their own', place);
    this.reports.add(report, place);
    yield* this.contained(place, { ids: [], container: report });
  }

  private *observation(observation: Element, place: Place, origin: Origin): Generator<Reading> {
    this.checkSubject(observation.subject ?? origin.container?.subject, place);
    for (const statement of statementsOf(observation, place)) {
      const reading = this.statement(statement, origin);
      if (reading) yield reading;
    }
    if (!origin.container) yield* this.contained(place, { ...origin, container: observation });
  }

  private *contained(place: Place, origin: Required<Origin>): Generator<Reading> {
    for (const [index, contained] of elementsOf(origin.container.contained).entries()) {
      if (contained.resourceType === 'Observation') yield* this.observation(contained, `${place}/contained/${index}`, origin);
    }
  }

  private statement(statement: Statement, origin: Origin): Reading | null {
    const { observation, element, place } = statement;
    const standing = standingOf(observation.status);
    if (standing !== 'counts') return 'code' in standing ? rejected(standing, place) : this.skip(standing, place);
    const codes = loincCodesOf(element.code);
    const analyte = codes.map(analyteByLoinc).find((known) => known !== undefined);
    const activity = codes.find((code) => ACTIVITY_CODES.includes(code));
    if (!analyte && !activity) return this.skip(unknown(statement), place);
    const said = saidBy(element);
    if ('nothing' in said) return this.skip({ reason: 'no_value', detail: said.nothing }, place);
    if ('code' in said) return rejected(said, place);
    if (!analyte) return this.activity(activity!, statement, said.amount);
    const result = laboratoryResult(analyte, said.amount);
    if ('code' in result) return rejected(result, place);
    this.results.add(result, statement, origin);
    return null;
  }

  private activity(code: string, { observation, place }: Statement, amount: Amount): Reading | null {
    const activity = activityOf(code, observation, amount, this.reading.zone, this.reading.sourceName);
    if ('code' in activity) return rejected(activity, place);
    if (this.activities.length >= MOST_ACTIVITIES)
      throw new MalformedFile(place, `there are more than ${MOST_ACTIVITIES} steps and nights`, 'too_many_results');
    this.activities.push({ outcome: 'record', entries: 1, place, ...activity });
    return null;
  }

  private skip({ reason, detail }: { reason: string; detail: string }, place: Place): null {
    this.skipped.add(reason, detail, place);
    return null;
  }

  private checkSubject(reference: unknown, place: Place): void {
    const subject = referredId(reference);
    if (subject === undefined || this.reading.anySubject) return;
    this.subject ??= subject;
    if (this.subject === subject) return;
    throw new MalformedFile(
      place,
      'the file is about more than one person, and all of it would become the records of one',
      SEVERAL_SUBJECTS,
    );
  }
}

/** What a resource is called in references to it. */
const idsOf = ({ id }: Element, fullId: string | undefined): string[] =>
  [textOf(id), fullId].filter((name) => name !== undefined);

/** Vital signs and the like are nothing that is recorded here; a laboratory value may be, by a code that is not known. */
function unknown({ observation, element }: Statement): { reason: string; detail: string } {
  const reason = isOfCategory(observation, ...OTHER_CATEGORIES) ? 'not_supported' : 'unknown_code';
  return { reason, detail: nameOfConcept(element.code) };
}

const OTHER_CATEGORIES = ['vital-signs', 'survey', 'social-history', 'imaging', 'exam', 'procedure', 'therapy', 'activity'];
