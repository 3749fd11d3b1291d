/** Evidence that proves who gets in: statements, and requests that are allowed. */
export const isProof = (path: string): boolean => isRequest(path) || path.endsWith('Statements');

export const isRequest = (path: string): boolean => /(Witness|Proofs)$/.test(path);
