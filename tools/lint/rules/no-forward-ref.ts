import type { Rule } from 'eslint';

export const noForwardRef: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'no forwardRef: a cycle of providers is a missing third room' },
    messages: {
      cycle:
        'forwardRef hides a cycle. Move what both sides need into a provider of its own, or let one side learn of the other by an event.',
    },
    schema: [],
  },
  create: (context) => ({
    ImportSpecifier(node) {
      if (node.imported.type === 'Identifier' && node.imported.name === 'forwardRef') {
        context.report({ node, messageId: 'cycle' });
      }
    },
  }),
};
