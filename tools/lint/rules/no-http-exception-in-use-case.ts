import type { Rule } from 'eslint';

const FRAMEWORK = /^@nestjs\/(common|microservices)$/;

export const noHttpExceptionInUseCase: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'a use case has several doors (HTTP, message, CLI): it speaks in the codes of the error table',
    },
    messages: {
      exception:
        '{{name}} belongs to one door. Throw fault(code, ...) with a code of the error table; each door maps it to its own status.',
    },
    schema: [],
  },
  create: (context) => ({
    ImportDeclaration(node) {
      if (typeof node.source.value !== 'string' || !FRAMEWORK.test(node.source.value)) return;
      for (const specifier of node.specifiers) {
        if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') continue;
        const { name } = specifier.imported;
        if (name.endsWith('Exception')) context.report({ node: specifier, messageId: 'exception', data: { name } });
      }
    },
  }),
};
