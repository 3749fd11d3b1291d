import type {
  GetComponentCommandOutput,
  GetContainerRecipeCommandOutput,
  GetImageRecipeCommandOutput,
  InstanceBlockDeviceMapping,
  ListComponentsCommandOutput,
  ListContainerRecipesCommandOutput,
  ListImageRecipesCommandOutput,
} from '@aws-sdk/client-imagebuilder';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const arnOf = (kind: string, name: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:${kind}/${name}/1.0.0`;
const nameIn = (arn: unknown): string => String(arn).split('/')[1] ?? '';
const named = (kind: string, ...names: string[]) => names.map((name) => ({ name, arn: arnOf(kind, name) }));

const components = {
  componentVersionList: named('component', 'sealed', 'default', 'clear', 'denied'),
} satisfies Body<ListComponentsCommandOutput>;

const containers = {
  containerRecipeSummaryList: named('container-recipe', 'sealed', 'default', 'clear', 'denied'),
} satisfies Body<ListContainerRecipesCommandOutput>;

const recipes = {
  imageRecipeSummaryList: named('image-recipe', 'sealed', 'open', 'silent', 'bare', 'denied'),
} satisfies Body<ListImageRecipesCommandOutput>;

const seal = (arn: string) => ({
  encrypted: nameIn(arn) !== 'clear',
  ...(nameIn(arn) === 'sealed' ? { kmsKeyId: keyArn('good') } : {}),
});

const component = (arn: string) =>
  ({ component: { arn, data: 'not-to-be-stored', ...seal(arn) } }) satisfies Body<GetComponentCommandOutput>;

const container = (arn: string) =>
  ({
    containerRecipe: { arn, dockerfileTemplateData: 'not-to-be-stored', ...seal(arn) },
  }) satisfies Body<GetContainerRecipeCommandOutput>;

const devices: Readonly<Record<string, InstanceBlockDeviceMapping[]>> = {
  sealed: [
    { deviceName: '/dev/xvda', ebs: { encrypted: true, kmsKeyId: keyArn('good') } },
    { virtualName: 'ephemeral0' },
  ],
  open: [
    { deviceName: '/dev/xvda', ebs: { encrypted: true } },
    { deviceName: '/dev/xvdb', ebs: { encrypted: false } },
  ],
  silent: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 8 } }],
};

const recipe = (arn: string) =>
  ({
    imageRecipe: { arn, blockDeviceMappings: devices[nameIn(arn)] ?? [] },
  }) satisfies Body<GetImageRecipeCommandOutput>;

const unlessDenied = (arn: unknown, body: (arn: string) => object) =>
  nameIn(arn) === 'denied' ? refuses('ForbiddenException') : body(String(arn));

export const world: World = {
  services: ['imagebuilder'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'imagebuilder:ListComponents': onlyHere(components),
    'imagebuilder:GetComponent': (input) => unlessDenied(input['componentBuildVersionArn'], component),
    'imagebuilder:ListContainerRecipes': onlyHere(containers),
    'imagebuilder:GetContainerRecipe': (input) => unlessDenied(input['containerRecipeArn'], container),
    'imagebuilder:ListImageRecipes': onlyHere(recipes),
    'imagebuilder:GetImageRecipe': (input) => unlessDenied(input['imageRecipeArn'], recipe),
  },
};
