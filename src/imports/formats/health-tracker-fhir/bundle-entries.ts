import { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type Place, type Reading } from '../../import-format.js';
import { isObject, type JsonObject, type JsonValue } from '../../json/json-value.js';
import { Contents, NO_RECORDS } from '../health-tracker/contents.js';
import { readRecord, rejected } from '../health-tracker/record.js';
import { activityIn, bloodTestIn, sleepIn } from './records.js';
import { codeIn, extensionOf, memberOf, objectsIn } from './resources.js';
import { OWN } from './vocabulary.js';

const MOST_RESULTS = 1000; // of one test; more than can be recorded

interface Result {
  resource: JsonObject;
  place: Place;
}

/** Takes the entries of a Bundle of ours one after another: the results of a blood test stand before its report. */
export class BundleEntries {
  private readonly skipped = new SkipCounts();
  private readonly contents = new Contents();
  private readonly results = new Map<string, Result>();
  private hasEnded = false;

  take(entry: JsonValue, place: Place): Reading | null {
    const resource = memberOf(entry, 'resource');
    if (!isObject(resource)) return rejected('not_a_resource', 'an entry has a resource', place);
    if (this.hasEnded) throw new MalformedFile(place, 'there is more after the end of the export', 'content_after_end');
    if (resource.resourceType === 'Patient') return this.skip(place);
    if (resource.resourceType === 'Observation') return this.observation(resource, memberOf(entry, 'fullUrl'), place);
    if (resource.resourceType === 'DiagnosticReport') return this.report(resource, place);
    if (resource.resourceType !== 'Provenance') return rejected('unknown_resource', 'no export has such a resource', place);
    this.contents.check(countsIn(resource), place);
    this.hasEnded = true;
    return null;
  }

  *end(): Generator<Reading> {
    for (const { place } of this.results.values())
      yield rejected('result_without_report', 'no report after it names the result', place);
    yield* this.skipped.readings();
  }

  /** @throws MalformedFile where the last entry is missing */
  checkEnd(place: Place): void {
    if (!this.hasEnded) throw new MalformedFile(place, 'the last entry of the export, its end, is missing', 'truncated');
  }

  private observation(resource: JsonObject, fullUrl: JsonValue | undefined, place: Place): Reading | null {
    const kind = codeIn(resource.code, OWN.kind);
    if (kind === 'physicalActivity') return this.record('physicalActivities', 'physical-activities', activityIn(resource), place);
    if (kind === 'sleepSession') return this.record('sleepSessions', 'sleep-sessions', sleepIn(resource), place);
    if (codeIn(resource.code, OWN.member) !== undefined) return this.skip(place);
    if (codeIn(resource.code, OWN.analyte) === undefined || typeof fullUrl !== 'string')
      return rejected('unknown_resource', 'no export has such an Observation', place);
    if (this.results.size >= MOST_RESULTS)
      throw new MalformedFile(place, 'the blood test has too many results', 'entry_too_large');
    this.results.set(fullUrl, { resource, place });
    return null;
  }

  private report(resource: JsonObject, place: Place): Reading {
    const names = objectsIn(resource.result).map(({ reference }) => reference);
    const results = names.flatMap((name) => (typeof name === 'string' && this.results.get(name)) || []);
    const isWhole = results.length === names.length;
    for (const name of names) this.results.delete(name as string);
    const reading = isWhole
      ? this.record(
          'bloodTests',
          'blood-tests',
          bloodTestIn(
            resource,
            results.map((result) => result.resource),
          ),
          place,
        )
      : rejected('missing_result', 'a result that the report names does not stand before it', place);
    return { ...reading, entries: results.length + 1 };
  }

  private record(list: string, collection: Parameters<typeof readRecord>[0], record: object, place: Place): Reading {
    this.contents.add(list);
    return readRecord(collection, record, place);
  }

  private skip(place: Place): null {
    const [reason, detail] = NO_RECORDS.user;
    this.skipped.add(reason, detail, place);
    return null;
  }
}

function countsIn(provenance: JsonObject): object {
  const counts = objectsIn(extensionOf(provenance, OWN.end)?.extension);
  return Object.fromEntries(
    counts.flatMap(({ url, valueUnsignedInt }) => (typeof url === 'string' ? [[url, valueUnsignedInt]] : [])),
  );
}
