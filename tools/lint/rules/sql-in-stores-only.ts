import type { Rule } from 'eslint';

const SQL =
  /^\s*(?:with|select|insert\s+into|update|delete\s+from|merge\s+into)\b[\s\S]*\b(?:from|into|set|select|values)\b/i;

export const sqlInStoresOnly: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'SQL lives in *.store.ts: a use case is the rule and knows ports only' },
    messages: {
      sql: 'SQL outside a store. Move it to the *.store.ts beside the use case, so that the rule can be read without the tables and the tables without the rule.',
    },
    schema: [],
  },
  create: (context) => ({
    TemplateLiteral(node) {
      const text = node.quasis.map((part) => part.value.raw).join('?');
      if (SQL.test(text)) context.report({ node, messageId: 'sql' });
    },
    Literal(node) {
      if (typeof node.value === 'string' && SQL.test(node.value)) context.report({ node, messageId: 'sql' });
    },
  }),
};
