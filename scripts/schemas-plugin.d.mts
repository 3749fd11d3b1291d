import type { Plugin } from 'esbuild';

export function withLiteralKeys(text: string): string;
export function schemasEsbuild(): Plugin;
