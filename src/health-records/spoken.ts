/** The records that drafts speak of, all of one kind: by what their sources call them, and by their ids. */
export interface Spoken {
  readonly path: string;
  readonly reported: ReadonlyMap<string, unknown>;
  readonly byId: ReadonlyMap<string, unknown>;
}

/** Whether no record of one is known by a name of the other's. */
export function areApart(one: Spoken, other: Spoken): boolean {
  if (one.path !== other.path) return true;
  for (const name of one.reported.keys()) if (other.reported.has(name)) return false;
  for (const id of one.byId.keys()) if (other.byId.has(id)) return false;
  return true;
}
