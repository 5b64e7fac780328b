export {
  FilterPool,
  FilterPoolClosed,
  FilterPoolFull,
  type FilterPoolOptions,
  type PooledCall,
} from './filter-pool.js';
export { FilterThreadEnded } from './filter-thread.js';
