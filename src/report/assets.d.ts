/** Made by scripts/handlebars-plugin.mjs, for esbuild and for vitest. */
declare module '*.hbs' {
  /** Renders the template; throws when the view lacks a name that the template uses. */
  export const template: (view: object) => string;
}

declare module '*?text' {
  export const text: string;
}
