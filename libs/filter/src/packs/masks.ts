import type { MaskShape } from './pack.js';

/** Nothing of it stays but where its words part. */
export const wordsMask: MaskShape = { keepFirst: 0, keepLast: 0, hideMin: 1, separators: ' ' };
/** Nothing of it stays but what parts its groups. */
export const groupsMask: MaskShape = { keepFirst: 0, keepLast: 0, hideMin: 1, separators: ' -./' };
