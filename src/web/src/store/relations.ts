import { reactive } from 'vue'
import { getRelationships } from '../api/relations'
import type { Relationship } from '../api/types'
import { session } from '../session/session'

/** The viewer's relationships with users, as far as they were loaded since the page was opened. */
const known = reactive(new Map<number, Relationship>())

export const relationTo = (userId: number): Relationship | undefined => known.get(userId)

export function upsertRelation(relation: Relationship): void {
  known.set(relation.id, relation)
}

/** Changes members of a known relationship. */
export function changeRelation(userId: number, change: Partial<Relationship>): void {
  const relation = known.get(userId)
  if (relation !== undefined) Object.assign(relation, change)
}

/** Loads the relationships that are not known yet. */
export async function loadRelations(userIds: number[]): Promise<void> {
  const unknown = [...new Set(userIds)].filter((id) => id !== session.me?.id && !known.has(id))
  if (unknown.length > 0) await reloadRelations(unknown)
}

export async function reloadRelations(userIds: number[]): Promise<void> {
  for (const relation of await getRelationships(userIds)) upsertRelation(relation)
}

export function clearRelations(): void {
  known.clear()
}
