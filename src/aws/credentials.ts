/** Alone in a file, so that it is loaded only by a live scan. */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
