const TAG = String.raw`(?:W/)?"[!#-~\x80-\xff]*"`;
/** Elements of a list may be empty, and mean nothing (RFC 9110, 5.6.1.2). */
const LIST = new RegExp(String.raw`^(?:[ \t]*,)*[ \t]*${TAG}(?:[ \t]*,(?:[ \t]*${TAG})?)*[ \t]*$`);

/** The entity tags named by `If-Match` or `If-None-Match`: any at all (`*`), or those listed, quoted as they came. */
export type EntityTags = '*' | readonly string[];

/** The strong entity tag of a record's version (RFC 9110, 8.8.3): a weak one could never satisfy `If-Match`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Reads the value of `If-Match` or `If-None-Match`; null when it is neither `*` nor a list of entity tags. */
export function parseEntityTags(header: string): EntityTags | null {
  if (header.trim() === '*') return '*';
  return LIST.test(header) ? (header.match(new RegExp(TAG, 'g')) ?? []) : null;
}

/** Whether `If-None-Match` names the tag, weak and strong forms counting as the same; a header that cannot be read names nothing. */
export function noneMatchNames(header: string, tag: string): boolean {
  const tags = parseEntityTags(header);
  return tags === '*' || (tags?.some((named) => named.replace(/^W\//, '') === tag) ?? false);
}
