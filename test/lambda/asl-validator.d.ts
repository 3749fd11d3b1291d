/** It comes without types. */
declare module 'asl-validator' {
  const validate: (
    definition: object,
    options?: { readonly checkPaths?: boolean; readonly checkArn?: boolean },
  ) => { readonly isValid: boolean; readonly errorsText: () => string };
  export = validate;
}
