#!/usr/bin/env node
// The command of an installed package. In a fresh checkout `npm run junkan -- …` installs what is missing first.
import { register } from 'tsx/esm/api'

register()
await import('./main.ts')
