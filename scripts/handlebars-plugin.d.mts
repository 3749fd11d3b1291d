import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vitest/config';

export function compileTemplate(source: string, file: string): string;
export function handlebarsEsbuild(): EsbuildPlugin;
export function handlebarsVite(): VitePlugin;
