import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';
import { content, hasOneContent, ONE_CONTENT } from './content.js';
import { foundEntity } from './found-entity.js';

/** Says what is in a text or a JSON value, by every rule and without a policy. Changes nothing and keeps nothing. */
export const detectText = query('content-filter.text.detect.v1', {
  input: z
    .strictObject({
      ...content,
      /** Findings less certain than this are not shown. */
      score_min: z.number().min(0).max(1).default(0),
    })
    .refine(hasOneContent, ONE_CONTENT),
  output: z.strictObject({ entities: z.array(foundEntity) }),
  errors: ['err:filter:exceeded:limit', 'err:filter:exceeded:queue'],
  access: allow('filter:use'),
  deadlineMs: 5_000,
  http: { method: 'POST', path: '/v1/detect' },
  secrets: { input: ['/text', '/json'] },
});
