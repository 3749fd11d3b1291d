#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { main } from './main.ts';

// Left to itself, the heap grows to several times what is in use before it is looked through.
setFlagsFromString('--heap-growing-percent=50');
process.exitCode = await main(process.argv.slice(2));
