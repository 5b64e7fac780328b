import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { strongroomRules } from './tools/lint/index.ts';

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.strongroom/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { strongroom: strongroomRules },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // NestJS declares its options as classes, which nobody is meant to instantiate.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Name what you export: a default export has as many names as importers.',
        },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'strongroom/no-forward-ref': 'error',
      'strongroom/no-process-env': 'error',
      'strongroom/no-typeorm-save': 'error',
    },
  },
  {
    files: ['libs/platform/src/config/**', '**/*.spec.ts', 'libs/testing/**', 'e2e/**'],
    rules: { 'strongroom/no-process-env': 'off' },
  },
  {
    files: ['apps/*/src/**/*.ts'],
    ignores: ['apps/gateway/**', '**/*.route.ts', '**/*.spec.ts'],
    rules: { 'strongroom/no-http-exception-in-use-case': 'error' },
  },
  {
    files: ['apps/*/src/**/*.ts'],
    ignores: ['**/*.store.ts', '**/*.spec.ts'],
    rules: { 'strongroom/sql-in-stores-only': 'error' },
  },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts', 'libs/testing/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      'max-lines': 'off',
      // Marked as deprecated to stand out: the tests' system speaks plain HTTP on loopback.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'oauth4webapi' }] },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
