import packageJson from '../package.json' with { type: 'json' };

export const TOOL = { name: 'sealscan', version: packageJson.version } as const;
