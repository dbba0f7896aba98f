import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const minted = {
  paths: [
    {
      name: '#kernel/scope.ts',
      importNames: ['mintScope'],
      message: 'Only permissions.ts decides what a list may show.',
    },
  ],
};

export default ts.config(
  {
    ignores: [
      'node_modules/',
      'build/',
      '.svelte-kit/',
      'data/',
      'test-results/',
      'pictures/',
      'src/platform/database-types.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      eqeqeq: 'error',
      // control characters are what the cleaning of input is about
      'no-control-regex': 'off',
      'no-console': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-restricted-imports': ['error', minted],
    },
  },
  // the compiler knows which names exist
  { files: ['**/*.ts', '**/*.svelte'], rules: { 'no-undef': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // addresses are plain: the program is not mounted under a path
      'svelte/no-navigation-without-resolve': 'off',
      // props are declared with let
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // a collection made for one call is not state
      'svelte/prefer-svelte-reactivity': 'off',
      // {' '} keeps a space that formatting would drop; svelte-ignore is judged by svelte-check
      'svelte/no-useless-mustaches': 'off',
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  { files: ['src/features/*/permissions*.ts', 'src/kernel/scope*.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/kernel/**', 'src/features/*/rules*.ts', 'src/features/*/permissions*.ts', 'src/features/*/schema*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch', 'crypto', 'performance'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The present is an argument.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'The present is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
          message: 'The present is an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Rules leave nothing to chance.',
        },
      ],
    },
  },
  { files: ['server/**', 'scripts/**', 'bench/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
