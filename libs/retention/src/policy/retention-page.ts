import { retentionExemptions, retentionPolicies } from '../declarations/index.js';

const DAY_MS = 86_400_000;

/** The handbook's page on what is kept for how long, in Markdown, made from the declarations. */
export function retentionPage(): string {
  const policies = retentionPolicies.map(
    ({ type, table, keepsMs, reason }) => `- **${type}** (\`${table}\`): ${kept(keepsMs)}. ${reason}`,
  );
  const exemptions = retentionExemptions.map(({ table, reason }) => `- \`${table}\`: ${reason}`);
  return `# What is kept for how long

Made from the declarations in \`libs/retention\`; a test keeps it so. Every table with a time in it stands here, and cleanup has
the right to delete from the tables of the first list only.

## Cleaned up

${policies.join('\n')}

## Left alone

${exemptions.join('\n')}
`;
}

function kept(keepsMs: number): string {
  return keepsMs === 0 ? 'until it expires' : `until ${keepsMs / DAY_MS} days after it expired`;
}
