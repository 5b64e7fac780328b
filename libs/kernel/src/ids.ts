/** A UUID version 7 (RFC 9562, section 5.7): in order of time, so it is kind to a B-tree; ids of one process keep their order. */
export { v7 as uuidv7 } from 'uuid';
