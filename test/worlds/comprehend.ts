import type {
  DescribeFlywheelCommandOutput,
  ListDocumentClassifiersCommandOutput,
  ListEntityRecognizersCommandOutput,
  ListFlywheelsCommandOutput,
  ListPiiEntitiesDetectionJobsCommandOutput,
  ListTopicsDetectionJobsCommandOutput,
} from '@aws-sdk/client-comprehend';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;
const arn = (noun: string, name: string, region: string): string =>
  `arn:aws:comprehend:${region}:${ACCOUNT}:${noun}/${name}`;

/** Kinds of jobs: operation, member of the answer, noun of the ARN. */
const KINDS = [
  ['ListDocumentClassificationJobs', 'DocumentClassificationJobPropertiesList'],
  ['ListDominantLanguageDetectionJobs', 'DominantLanguageDetectionJobPropertiesList'],
  ['ListEntitiesDetectionJobs', 'EntitiesDetectionJobPropertiesList'],
  ['ListKeyPhrasesDetectionJobs', 'KeyPhrasesDetectionJobPropertiesList'],
  ['ListSentimentDetectionJobs', 'SentimentDetectionJobPropertiesList'],
  ['ListTargetedSentimentDetectionJobs', 'TargetedSentimentDetectionJobPropertiesList'],
  ['ListEventsDetectionJobs', 'EventsDetectionJobPropertiesList'],
] as const;

/** Jobs by region: some without keys; all with keys; none; and one where a listing is refused. */
const TOPICS: Readonly<Record<string, object | undefined>> = {
  'eu-west-1': topics('eu-west-1', {}),
  'eu-west-2': topics('eu-west-2', { VolumeKmsKeyId: 'own' }, { KmsKeyId: 'own' }),
  'us-east-1': { TopicsDetectionJobPropertiesList: [] },
};

function topics(region: string, volume: object, output: object = {}) {
  return {
    TopicsDetectionJobPropertiesList: [
      {
        JobArn: arn('topics-detection-job', 'a', region),
        OutputDataConfig: { S3Uri: 's3://results/a', ...output },
        ...volume,
      },
    ],
  } satisfies Out<ListTopicsDetectionJobsCommandOutput>;
}

const pii = {
  PiiEntitiesDetectionJobPropertiesList: [
    {
      JobArn: arn('pii-entities-detection-job', 'p', REGION),
      OutputDataConfig: { S3Uri: 's3://results/p', KmsKeyId: keyArn('own') },
    },
  ],
} satisfies Out<ListPiiEntitiesDetectionJobsCommandOutput>;

const recognizers = {
  EntityRecognizerPropertiesList: [
    { EntityRecognizerArn: arn('entity-recognizer', 'default', REGION) },
    {
      EntityRecognizerArn: arn('entity-recognizer', 'own', REGION),
      ModelKmsKeyId: keyArn('own'),
      VolumeKmsKeyId: 'own',
    },
  ],
} satisfies Out<ListEntityRecognizersCommandOutput>;

const classifiers = {
  DocumentClassifierPropertiesList: [
    { DocumentClassifierArn: arn('document-classifier', 'default', REGION), OutputDataConfig: { KmsKeyId: 'own' } },
    {
      DocumentClassifierArn: arn('document-classifier', 'own', REGION),
      ModelKmsKeyId: keyArn('own'),
      VolumeKmsKeyId: 'own',
    },
  ],
} satisfies Out<ListDocumentClassifiersCommandOutput>;

const flywheels = {
  FlywheelSummaryList: ['default', 'own', 'denied'].map((name) => ({ FlywheelArn: arn('flywheel', name, REGION) })),
} satisfies Out<ListFlywheelsCommandOutput>;

const flywheelOf = (FlywheelArn: string) =>
  ({
    FlywheelProperties: {
      FlywheelArn,
      ...(FlywheelArn.endsWith('own')
        ? { DataSecurityConfig: { ModelKmsKeyId: 'own', VolumeKmsKeyId: 'own', DataLakeKmsKeyId: 'own' } }
        : {}),
    },
  }) satisfies Out<DescribeFlywheelCommandOutput>;

const here = (answer: object, member: string) => (_input: object, region: string) =>
  region === REGION ? answer : { [member]: [] };

export const world: World = {
  services: ['comprehend'],
  regions: [...Object.keys(TOPICS), 'us-west-2'],
  answers: {
    ...playKeys({ own: 'Enabled' }),
    'comprehend:ListTopicsDetectionJobs': (_input, region) => TOPICS[region] ?? refuses('AccessDeniedException'),
    'comprehend:ListPiiEntitiesDetectionJobs': here(pii, 'PiiEntitiesDetectionJobPropertiesList'),
    ...Object.fromEntries(KINDS.map(([operation, member]) => [`comprehend:${operation}`, { [member]: [] }])),
    'comprehend:ListEntityRecognizers': here(recognizers, 'EntityRecognizerPropertiesList'),
    'comprehend:ListDocumentClassifiers': here(classifiers, 'DocumentClassifierPropertiesList'),
    'comprehend:ListFlywheels': here(flywheels, 'FlywheelSummaryList'),
    'comprehend:DescribeFlywheel': ({ FlywheelArn }) =>
      String(FlywheelArn).endsWith('denied') ? refuses('AccessDeniedException') : flywheelOf(String(FlywheelArn)),
  },
};
