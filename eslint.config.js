// Biome lints and formats everything. What it cannot know is what Temporal asks of workflows: that is looked at here, and only there.
import temporal from 'eslint-plugin-temporal'
import tseslint from 'typescript-eslint'

export default tseslint.config({
  ...temporal.configs.workflow,
  files: ['workflows/**/*.ts'],
  languageOptions: { parser: tseslint.parser },
  linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
  rules: {
    ...temporal.configs.workflow.rules,
    // Takes `setHandler`, which returns nothing, for a promise that nobody awaits.
    'temporal/workflow-no-floating-promises': 'off',
    // A person's answer has no time-out; where there is one, `waitUntil` holds it.
    'temporal/workflow-condition-timeout-style': 'off',
    // Signals and queries that take nothing have nothing to declare.
    'temporal/workflow-require-explicit-payload-types': 'off',
    // Wants a date in a comment; every history is replayed by the tests instead.
    'temporal/workflow-replay-testing-required-comment': 'off',
    // Takes any exported function for a workflow.
    'temporal/workflow-prefer-single-object-args': 'off',
    // Judges by the name `send…`; a mail is marked before it is sent, and never sent twice (docs/architecture.md, "Mail").
    'temporal/workflow-no-retry-for-nonidempotent-activities': 'off',
    // The one in a loop runs when the state has changed: at most three times in a step's life.
    'temporal/workflow-no-frequent-search-attribute-upserts': 'off',
  },
})
