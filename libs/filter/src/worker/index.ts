export {
  FilterPool,
  FilterPoolClosed,
  FilterPoolFull,
  type FilterPoolOptions,
  type PooledCall,
  type RestoreCall,
} from './filter-pool.js';
export { FilterThreadEnded } from './filter-thread.js';
