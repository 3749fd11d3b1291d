import { PAGES, sagemaker } from './sagemaker.ts';

/**
 * Scripts that run when a notebook instance is made or started.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstanceLifecycleConfig.html
 */
export const lifecycleConfig = sagemaker
  .list(
    'aws.sagemaker.notebook-lifecycle-config',
    'ListNotebookInstanceLifecycleConfigs',
    {
      items: 'NotebookInstanceLifecycleConfigs',
      paging: PAGES,
      members: { NotebookInstanceLifecycleConfigName: true, NotebookInstanceLifecycleConfigArn: true },
    },
    {
      service: 'sagemaker',
      secrets: true,
      arn: 'arn:{partition}:sagemaker:{region}:{account}:notebook-instance-lifecycle-config/{id}',
      id: ({ item }) => item.NotebookInstanceLifecycleConfigArn,
    },
  )
  .call(
    'scripts',
    'DescribeNotebookInstanceLifecycleConfig',
    ({ item }) => ({ NotebookInstanceLifecycleConfigName: item.NotebookInstanceLifecycleConfigName }),
    {
      required: ['NotebookInstanceLifecycleConfigName'],
      members: {},
      judged: { OnCreate: { Content: true }, OnStart: { Content: true } },
    },
  )
  .fields((t) => ({ secrets: t.secrets(({ scripts }) => scripts) }));
