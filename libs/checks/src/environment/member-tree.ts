/** How often a member was there, and which members the objects in its place had; plain data. */
export interface MemberTree {
  /** Objects seen in this place; the items of an array each count. */
  objects: number;
  members: Map<string, MemberTree & { seen: number }>;
}

/** How many members may still be noted: a map keyed by ids would grow without end. */
export interface Room {
  left: number;
}

const MAX_DEPTH = 6;

/** A tree that has seen nothing. */
export const newMemberTree = (): MemberTree => ({ objects: 0, members: new Map() });

/** Notes the members of one body. */
export const noteMembers = (tree: MemberTree, value: unknown, room: Room, depth = 0): void => {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) noteMembers(tree, item, room, depth + 1);
    return;
  }
  tree.objects += 1;
  const object = value as Record<string, unknown>;
  for (const name in object) {
    let member = tree.members.get(name);
    if (!member) {
      if (room.left <= 0) continue;
      room.left -= 1;
      tree.members.set(name, (member = { seen: 0, ...newMemberTree() }));
    }
    member.seen += 1;
    if (typeof object[name] === "object") noteMembers(member, object[name], room, depth + 1);
  }
};

/** A member that one tree has and the other never had, though by the first one's rate it should have. */
export interface Lack {
  /** Names from the root. */
  path: string[];
  seen: number;
  of: number;
  missingIn: number;
}

/** Expected this often by the other environment's rate, a member that never came is no chance. */
const MIN_EXPECTED = 10;

/** What `poor` never had of what `rich` has; within a member that is lacking nothing more is listed. */
export const lacksOf = (rich: MemberTree, poor: MemberTree, path: readonly string[] = []): Lack[] => {
  const lacks: Lack[] = [];
  for (const [name, member] of rich.members) {
    const other = poor.members.get(name);
    const at = [...path, name];
    if (other) lacks.push(...lacksOf(member, other, at));
    else if ((member.seen / rich.objects) * poor.objects >= MIN_EXPECTED)
      lacks.push({ path: at, seen: member.seen, of: rich.objects, missingIn: poor.objects });
  }
  return lacks;
};
