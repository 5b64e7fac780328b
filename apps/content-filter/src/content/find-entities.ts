import { type FoundEntity } from '@strongroom/contracts';
import { type FilterPool } from '@strongroom/filter/worker';
import { type Content, filterContent } from './filter-content.js';

/** What is in a content, by every rule, whatever a policy would do with it. Throws what `filterContent` throws. */
export async function findEntities(
  pool: FilterPool,
  content: Content,
  scoreMin: number,
  signal: AbortSignal,
): Promise<readonly FoundEntity[]> {
  const { entities } = await filterContent(pool, content, { scoreMin, otherwise: 'flag' }, { signal });
  return entities.map(({ action: _action, ...entity }) => entity);
}
