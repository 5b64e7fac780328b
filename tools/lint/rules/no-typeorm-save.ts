import type { Rule } from 'eslint';

const TYPEORM = 'typeorm';
const BANNED = new Set(['Repository', 'EntityRepository', 'BaseEntity', 'ActiveRecord']);

export const noTypeormSave: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'no repositories: save() reads before it writes and is neither atomic nor visible as SQL' },
    messages: {
      repository:
        '{{name}} brings save(), which reads, compares and writes in separate statements. Write one atomic SQL statement in a *.store.ts and run it through the Transactions of libs/persistence.',
    },
    schema: [],
  },
  create: (context) => ({
    ImportDeclaration(node) {
      if (node.source.value !== TYPEORM) return;
      for (const specifier of node.specifiers) {
        if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') continue;
        const { name } = specifier.imported;
        if (BANNED.has(name)) context.report({ node: specifier, messageId: 'repository', data: { name } });
      }
    },
  }),
};
