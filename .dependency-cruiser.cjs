// Who may import whom (docs/architecture.md, "Layout"). Each folder of the top level names all that it may reach inside the project;
// anything it does not name is a violation. Packages are held to the list only where it matters: in domain and in workflows.
const tests = '^test/'

/** `folder` may import from itself and from `others` (regular expressions), and nothing else of the project. */
const only = (name, comment, folder, others = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: folder.includes('.') ? `^${folder}` : `^${folder}/` },
  to: { pathNot: [`^${folder}/`, ...others, 'node_modules'], dependencyTypesNot: ['core', 'npm', 'npm-dev'] },
})
/** Of packages and of Node itself, `folder` may import these only. */
const packages = (name, comment, folder, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: ['node_modules'], pathNot: allowed.map((pack) => `node_modules/${pack}/`) },
})
const noCore = (name, comment, folder, allowed = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { dependencyTypes: ['core'], pathNot: allowed.map((module) => `^(node:)?${module}$`) },
})

const contracts = ['^workflows/[^/]+/contract\\.ts$', '^workflows/(acting|clock|search-attributes)\\.ts$']

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^nodemailer/' },
    },
    {
      name: 'declared',
      comment: 'A package that package.json does not name is there by accident.',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-the-product',
      comment: 'A city installs the product without the packages of development.',
      severity: 'error',
      from: { pathNot: [tests, '^prisma/(new-migration|schema-engine)\\.ts$', '^stack/check\\.ts$', '^[^/]+$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-the-tests',
      comment: 'Nothing of the product leans on its tests.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },

    only('domain-alone', 'The rules of the field know nothing of how they are run or kept.', 'domain'),
    packages('domain-pure', 'Pure rules: no package that does anything outside.', 'domain', [
      'zod',
      'yaml',
      'canonicalize',
      '@holiday-jp/holiday_jp',
      'hono',
      'liquidjs',
      'ical-generator',
    ]),
    noCore('domain-without-io', 'Pure rules: of Node, the hash function alone.', 'domain', ['crypto']),

    only('workflows-small', 'Whatever a workflow imports is frozen as long as its histories live.', 'workflows', ['^domain/process/']),
    packages('workflows-packages', 'Of packages, only what Temporal makes for workflows.', 'workflows', ['@temporalio/(workflow|common)']),
    noCore('workflows-without-node', 'A workflow has no machine under it.', 'workflows'),

    only('activities', 'Activities carry out contracts; they never see how a workflow is written.', 'activities', [
      '^domain/',
      '^prisma/',
      ...contracts,
    ]),
    only('prisma-alone', 'The records know nobody who uses them.', 'prisma'),
    only('application', 'The one way in for people: it receives and hands over.', 'client/app', ['^domain/', '^prisma/', ...contracts]),
    only('pages', 'Pages do everything through the application.', 'client/web', [
      '^client/(app|workbook)/',
      '^domain/',
      '^stack/(environment|temporal-connection|stack-error)\\.ts$',
    ]),
    only('workbook', 'A workbook is entries in and entries out; it knows neither records nor pages.', 'client/workbook', ['^domain/']),
    only(
      'command-line',
      'The command line does everything through the application; it finds and starts the parts it needs.',
      'client/cli',
      ['^client/(app|player)/', '^domain/', '^prisma/', '^stack/'],
    ),
    only('player', 'The player acts as people do, and moves the played clock.', 'client/player', [
      '^client/app/',
      '^domain/',
      '^prisma/(gate-findings|db)\\.ts$',
    ]),
    only('worker', 'The worker puts activities and workflows together.', 'worker', [
      '^activities/index\\.ts$',
      '^client/app/(apply|ensure-running|people/move-due|start-flow)\\.ts$',
      '^prisma/db\\.ts$',
      '^stack/(temporal-connection|mail-environment)\\.ts$',
      '^workflows/index\\.ts$',
    ]),
    only(
      'stack',
      'The stack starts parts as processes of their own; it needs none of their code, except to migrate the database.',
      'stack/(?!start\\.ts)',
      ['^stack/', '^prisma/migrate\\.ts$'],
    ),
    only('start', '`npm start` plays a recorded year on the stack it has started.', 'stack/start\\.ts', [
      '^stack/',
      '^client/(app|player)/',
      '^domain/calendar/instants\\.ts$',
      '^prisma/db\\.ts$',
    ]),
  ],
  options: {
    exclude: { path: '^(node_modules/\\.|var/|prisma/generated/)' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
}
