import { writeFile } from 'node:fs/promises'
import { bundleWorkflows } from './bundle.js'

const file = process.argv[2]
if (!file) {
  console.error('Say where the bundle of the workflows is to be written: write-bundle FILE')
  process.exitCode = 2
} else {
  const { code } = await bundleWorkflows()
  await writeFile(file, code)
}
