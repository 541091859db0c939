import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import type { Said } from '../../entries/entry-reading.js';
import { idOf, needed, numberOf, textOf } from '../../entries/members.js';
import { shortId } from '../../entries/short-text.js';
import { timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { ACTIVITY_NAMES, NO_ACTIVITIES, SLEEP_ACTIVITIES } from './google-fit-activities.js';

/** Sessions are what an application calls so; how much of one was sleep is in the points, so they are a source of their own. */
const SOURCE = { name: 'Google Fit sessions', kind: 'phone' } as const;

/** A session: an activity, or a sleep that is taken to have been one from its start to its end. */
export function fitSession(entry: JsonObject): Said {
  const [startMs, endMs] = ['startTimeMillis', 'endTimeMillis'].map((name) => needed(numberOf(entry, name), name)) as [
    number,
    number,
  ];
  const activity = needed(numberOf(entry, 'activityType'), 'activityType');
  const said = {
    ...timesOf({ startMs, endMs }),
    source: SOURCE,
    externalId: shortId(`session/${needed(idOf(entry, 'id'), 'id')}`),
  };
  if (SLEEP_ACTIVITIES.has(activity)) {
    const draft: CreateSleepSession = { ...said, totalSleepSeconds: Math.floor((endMs - startMs) / 1000) };
    return { collection: 'sleep-sessions', draft };
  }
  if (NO_ACTIVITIES.has(activity)) return { reason: 'no_activity', detail: 'the session is of no activity' };
  const type = activityTypeNamed(ACTIVITY_NAMES.get(activity), textOf(entry, 'name'));
  const draft: CreatePhysicalActivity = { type, ...said };
  return { collection: 'physical-activities', draft };
}
