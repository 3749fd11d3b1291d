import type * as IMAGEBUILDER from '@aws-sdk/client-imagebuilder';
import { sdk } from '../collect/descriptor.ts';

const imagebuilder = sdk<typeof IMAGEBUILDER>('imagebuilder', 'ImagebuilderClient');

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 25] } as const;
const OWN = { owner: 'Self' } as const;

interface Stored {
  readonly encrypted?: boolean | undefined;
  readonly kmsKeyId?: string | undefined;
}

/** "Image Builder uses service-owned KMS keys by default": https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html */
const sealOf = ({ encrypted, kmsKeyId }: Stored): string => kmsKeyId || (encrypted === false ? 'none' : 'aws-owned');

/**
 * Components of the account; their documents are not kept.
 * https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Component.html
 */
export const component = imagebuilder
  .list(
    'aws.imagebuilder.component',
    'ListComponents',
    {
      items: 'componentVersionList',
      input: OWN,
      paging: PAGES,
      members: { arn: true, name: true },
    },
    {
      service: 'imagebuilder',
      arn: 'arn:{partition}:imagebuilder:{region}:{account}:component/{id}',
      id: ({ item }) => item.arn,
    },
  )
  .call('detail', 'GetComponent', ({ item }) => ({ componentBuildVersionArn: item.arn }), {
    at: 'component',
    members: { encrypted: true, kmsKeyId: true, tags: true },
  })
  .named(({ item }) => item.name)
  .depends({
    kmsKey: {
      stops: 'next-job',
      disabled: 'No image with the component can be built.',
      deleted: 'The component is lost and must be written anew.',
      page: 'https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html',
    },
  })
  .fields((t) => ({ ...t.sealed(({ detail }) => sealOf(detail)), tags: t.map(({ detail }) => detail.tags ?? {}) }));

/**
 * Container recipes of the account; their Dockerfile templates are not kept.
 * https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ContainerRecipe.html
 */
export const containerRecipe = imagebuilder
  .list(
    'aws.imagebuilder.container-recipe',
    'ListContainerRecipes',
    {
      items: 'containerRecipeSummaryList',
      input: OWN,
      paging: PAGES,
      members: { arn: true, name: true, tags: true },
    },
    {
      service: 'imagebuilder',
      arn: 'arn:{partition}:imagebuilder:{region}:{account}:container-recipe/{id}',
      id: ({ item }) => item.arn,
    },
  )
  .call('detail', 'GetContainerRecipe', ({ item }) => ({ containerRecipeArn: item.arn }), {
    at: 'containerRecipe',
    members: { encrypted: true, kmsKeyId: true },
  })
  .named(({ item }) => item.name)
  .depends({
    kmsKey: {
      stops: 'next-job',
      disabled: 'No image can be built from the recipe.',
      deleted: 'The recipe is lost and must be written anew.',
      page: 'https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html',
    },
  })
  .fields((t) => ({ ...t.sealed(({ detail }) => sealOf(detail)), tags: t.map(({ item }) => item.tags ?? {}) }));

/** https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html */
export const imageRecipe = imagebuilder
  .list(
    'aws.imagebuilder.image-recipe',
    'ListImageRecipes',
    {
      items: 'imageRecipeSummaryList',
      input: OWN,
      paging: PAGES,
      members: { arn: true, name: true, tags: true },
    },
    {
      service: 'imagebuilder',
      arn: 'arn:{partition}:imagebuilder:{region}:{account}:image-recipe/{id}',
      id: ({ item }) => item.arn,
    },
  )
  .call('detail', 'GetImageRecipe', ({ item }) => ({ imageRecipeArn: item.arn }), {
    at: 'imageRecipe',
    members: { blockDeviceMappings: { deviceName: true, ebs: { encrypted: true, kmsKeyId: true } } },
  })
  .named(({ item }) => item.name)
  .depends({
    kmsKeys: {
      stops: 'next-job',
      disabled: 'No image can be built with volumes under the key.',
      deleted: 'No image can be built until the recipe names another key; images under the key are lost.',
      page: 'https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html',
    },
  })
  .fields((t) => ({
    ebsDevices: t.strings(({ detail }) => ebsOf(detail).map(({ deviceName = '' }) => deviceName)),
    plainDevices: t.strings(({ detail }) =>
      ebsOf(detail)
        .filter(({ ebs }) => ebs?.encrypted !== true)
        .map(({ deviceName = '' }) => deviceName),
    ),
    kmsKeys: t.links('aws.kms.key', ['state', 'manager'], ({ detail }) =>
      ebsOf(detail).flatMap(({ ebs }) => ebs?.kmsKeyId || []),
    ),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));

const ebsOf = ({ blockDeviceMappings }: NonNullable<typeof imageRecipe.answers>['detail']) =>
  (blockDeviceMappings ?? []).filter(({ ebs }) => ebs);
