import { itAnswersForOneRecord } from './health-records/it-answers-for-one-record.js';
import { itChangesRecords } from './health-records/it-changes-records.js';
import { itKeepsBatches } from './health-records/it-keeps-batches.js';
import { itListsRecords } from './health-records/it-lists-records.js';
import { itRefusesImpossibleRecords } from './health-records/it-refuses-impossible-records.js';
import { itTakesEachRecordOnce } from './health-records/it-takes-each-record-once.js';
import type { KindOfRecord } from './health-records/records.js';
import type { Service } from './service.js';

/** The contract that every kind of health record signs; what only one kind can say is in its own file. */
export function itKeepsHealthRecords(kind: KindOfRecord, service: () => Service): void {
  describe('one at a time', () => itAnswersForOneRecord(kind, service));
  describe('changed', () => itChangesRecords(kind, service));
  describe('in lists', () => itListsRecords(kind, service));
  describe('reported by a source', () => itTakesEachRecordOnce(kind, service));
  describe('in batches', () => itKeepsBatches(kind, service));
  describe('that cannot be', () => itRefusesImpossibleRecords(kind, service));
}
