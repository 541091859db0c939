/** JSON that PostgreSQL writes as a text: the text itself, with `%s` for what the expressions give. */
export interface JsonText {
  format: string;
  expressions: readonly string[];
}

const RFC_3339 = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/**
 * The JSON object of members, in their order. `format` takes less than half of the time of `json_build_object`, which looks up how
 * each value is written for each row again.
 */
export const objectOf = (members: ReadonlyMap<string, JsonText>): JsonText => ({
  format: `{${[...members].map(([name, { format }]) => `"${name}":${format}`).join(',')}}`,
  expressions: [...members.values()].flatMap(({ expressions }) => expressions),
});

/** What an expression of a type gives. */
export function valueOf(sql: string, type: unknown, isNullable: boolean): JsonText {
  if (type === 'uuid') return { format: '"%s"', expressions: [sql] };
  if (type === 'timestamptz') return { format: '"%s"', expressions: [`to_char(${sql} AT TIME ZONE 'UTC', ${RFC_3339})`] };
  const value = AS_IT_IS.has(type) ? sql : `to_json(${sql})`;
  return { format: '%s', expressions: [isNullable ? `coalesce(${value}::text, 'null')` : value] };
}

/** Types that PostgreSQL writes as JSON does. */
const AS_IT_IS = new Set<unknown>(['integer', 'bigint', 'numeric', 'json', 'jsonb']);

/** The expression that gives the text. */
export const textOf = ({ format, expressions }: JsonText): string => `format('${format}', ${expressions.join(', ')})`;
