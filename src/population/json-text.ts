/** JSON that PostgreSQL writes as a text: the text itself, with `%s` for what the expressions give. */
export interface JsonText {
  format: string;
  expressions: readonly string[];
}

/** An instant of type `timestamptz` as RFC 3339 has it: in UTC, with milliseconds. */
export const instantOf = (sql: string): string => `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The JSON object of members, in their order. A page of records takes two thirds of the time that it takes with `json_build_object`,
 * which looks up how each value is written for each row again.
 */
export const objectOf = (members: ReadonlyMap<string, JsonText>): JsonText => ({
  format: `{${[...members].map(([name, { format }]) => `"${name}":${format}`).join(',')}}`,
  expressions: [...members.values()].flatMap(({ expressions }) => expressions),
});

/** What an expression of a type gives. */
export function valueOf(sql: string, type: unknown, isNullable: boolean): JsonText {
  if (type === 'uuid') return { format: '"%s"', expressions: [sql] };
  if (type === 'timestamptz') return { format: '"%s"', expressions: [instantOf(sql)] };
  const value = AS_IT_IS.has(type) ? sql : `to_json(${sql})`;
  return { format: '%s', expressions: [isNullable ? `coalesce(${value}::text, 'null')` : value] };
}

/** Types that PostgreSQL writes as JSON does. */
const AS_IT_IS = new Set<unknown>(['integer', 'bigint', 'numeric', 'json', 'jsonb']);

/** The expression that gives the text. */
export const textOf = ({ format, expressions }: JsonText): string => `format('${format}', ${expressions.join(', ')})`;
