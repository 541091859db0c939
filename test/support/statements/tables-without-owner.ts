import { parse } from 'libpg-query';

/** A node of PostgreSQL's own parse tree: its kind is the one key of a node, and parts that are absent are not there. */
type Node = Record<string, unknown>;

/** By table, the column that says whose a row is. */
export type OwnerColumns = ReadonlyMap<string, string>;

/**
 * The tables of users that a statement reads, changes or deletes from without naming whose rows it means: by a value from outside, or
 * by a join that leads to one. What it inserts always has an owner.
 */
export async function tablesWithoutOwner(sql: string, owners: OwnerColumns): Promise<string[]> {
  const tree = (await parse(sql)) as Node;
  const ctes = new Set(nodesOf(tree, 'CommonTableExpr').map(({ ctename }) => ctename as string));
  const blocks = [
    ...nodesOf(tree, 'SelectStmt').map((block) => new Block(block, [], owners, ctes)),
    ...['UpdateStmt', 'DeleteStmt'].flatMap((kind) =>
      nodesOf(tree, kind).map((block) => new Block(block, [{ RangeVar: block.relation }], owners, ctes)),
    ),
  ];
  return blocks.flatMap((block) => block.tablesWithoutOwner());
}

/** One SELECT, UPDATE or DELETE within a statement: what it is from, and what it asks of that. */
class Block {
  /** By alias. */
  private readonly tables = new Map<string, string>();
  private readonly anchored = new Set<string>();
  private readonly joined: [string, string][] = [];

  constructor(
    block: Node,
    target: Node[],
    private readonly owners: OwnerColumns,
    private readonly ctes: ReadonlySet<string>,
  ) {
    const sources = [...target, ...((block.fromClause ?? block.usingClause ?? []) as Node[])];
    for (const source of sources) this.addSource(source);
    for (const join of sources.flatMap((source) => joinsOf(source))) this.addJoin(join);
    this.addConditions(block.whereClause as Node | undefined);
  }

  tablesWithoutOwner(): string[] {
    for (let known = -1; known < this.anchored.size;) {
      known = this.anchored.size;
      for (const [left, right] of this.joined) {
        if (this.anchored.has(left)) this.anchored.add(right);
        if (this.anchored.has(right)) this.anchored.add(left);
      }
    }
    return [...this.tables].filter(([alias]) => !this.anchored.has(alias)).map(([, table]) => table);
  }

  private addSource(source: Node): void {
    if (source.JoinExpr) {
      const { larg, rarg } = source.JoinExpr as { larg: Node; rarg: Node };
      this.addSource(larg);
      this.addSource(rarg);
    }
    const { relname, alias } = (source.RangeVar ?? {}) as { relname?: string; alias?: { aliasname: string } };
    if (relname !== undefined && this.owners.has(relname) && !this.ctes.has(relname)) {
      this.tables.set(alias?.aliasname ?? relname, relname);
    }
  }

  private addJoin({ larg, rarg, quals, usingClause = [] }: Node): void {
    this.addConditions(quals as Node | undefined);
    for (const { String: name } of usingClause as { String: { sval: string } }[]) {
      const sides = [larg, rarg].map((side) => this.aliasesOwnedBy(name.sval, side as Node));
      for (const left of sides[0]!) for (const right of sides[1]!) this.joined.push([left, right]);
      // A side without a table of users, say a list of them that is a parameter, says whose rows are meant.
      if (sides.some((side) => side.length === 0)) for (const alias of sides.flat()) this.anchored.add(alias);
    }
  }

  private aliasesOwnedBy(column: string, side: Node): string[] {
    const aliases = nodesOf(side, 'RangeVar').map(
      ({ relname, alias }) => (alias as { aliasname: string } | undefined)?.aliasname ?? (relname as string),
    );
    return aliases.filter((alias) => this.owners.get(this.tables.get(alias) ?? '') === column);
  }

  private addConditions(condition: Node | undefined): void {
    if (!condition) return;
    const { boolop, args = [] } = (condition.BoolExpr ?? {}) as { boolop?: string; args?: Node[] };
    if (boolop === 'AND_EXPR') for (const part of args) this.addConditions(part);
    const {
      name = [],
      lexpr,
      rexpr,
    } = (condition.A_Expr ?? {}) as { name?: { String: { sval: string } }[]; lexpr?: Node; rexpr?: Node };
    if (name.at(-1)?.String.sval === '=') this.addEquality(this.ownersIn(lexpr), this.ownersIn(rexpr));
    const { testexpr, subLinkType } = (condition.SubLink ?? {}) as { testexpr?: Node; subLinkType?: string };
    if (subLinkType === 'ANY_SUBLINK') this.addEquality(this.ownersIn(testexpr), []);
  }

  private addEquality(left: string[], right: string[]): void {
    if (left.length > 0 && right.length > 0) this.joined.push([left[0]!, right[0]!]);
    else for (const alias of [...left, ...right]) this.anchored.add(alias);
  }

  /** The aliases whose owner an expression is: the column itself, or one of a row of columns. */
  private ownersIn(expression: Node | undefined): string[] {
    if (expression?.RowExpr) return (expression.RowExpr as { args: Node[] }).args.flatMap((part) => this.ownersIn(part));
    const { fields = [] } = (expression?.ColumnRef ?? {}) as { fields?: { String?: { sval: string } }[] };
    const [column, alias] = fields.map((field) => field.String?.sval).toReversed();
    return [...this.tables]
      .filter(([name, table]) => this.owners.get(table) === column && (alias ?? name) === name)
      .map(([name]) => name);
  }
}

/** The joins of a FROM clause, those within joins too, but not those of queries within it. */
function joinsOf(source: Node): Node[] {
  const join = source.JoinExpr as (Node & { larg: Node; rarg: Node }) | undefined;
  return join ? [join, ...joinsOf(join.larg), ...joinsOf(join.rarg)] : [];
}

/** Every node of a kind, wherever it is. */
function nodesOf(tree: unknown, kind: string): Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [...(key === kind ? [value as Node] : []), ...nodesOf(value, kind)]);
}
