import { DefaultLogger, Runtime } from '@temporalio/worker'

// One engine for a process, whichever file comes first: what fails in tests is meant to, and not worth a page of warnings.
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'OFF', console: {} } } })
