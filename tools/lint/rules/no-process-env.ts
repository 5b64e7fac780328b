import type { Rule } from 'eslint';

export const noProcessEnv: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'the environment is read once, in libs/platform, where it is validated with all faults at once',
    },
    messages: {
      env: 'Read configuration from the validated object that libs/platform gives (loadConfig), not from process.env: an unset name must fail at start, not here.',
    },
    schema: [],
  },
  create: (context) => ({
    MemberExpression(node) {
      const { object, property } = node;
      if (object.type !== 'Identifier' || object.name !== 'process') return;
      const name =
        property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : undefined;
      if (name === 'env') context.report({ node, messageId: 'env' });
    },
  }),
};
