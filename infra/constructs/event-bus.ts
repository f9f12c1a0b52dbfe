import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../lib/runtime/events.ts';
import type { DeploySettings } from '../settings.ts';

/** How long `DealWon` and `<step>.done` can be replayed to a listener that was down. */
const ARCHIVE_DAYS = 30;

/** The bus that carries `<step>.done` and `DealWon`, with an archive for replays. */
export function createBus(scope: Construct, settings: DeploySettings): EventBus {
  const bus = new EventBus(scope, 'Bus', { eventBusName: settings.name });
  if (!settings.local)
    bus.archive('Archive', {
      description: 'RevLoop events of the last days, to replay to a listener that was down',
      eventPattern: { source: [EVENT_SOURCE] },
      retention: Duration.days(ARCHIVE_DAYS),
    });
  return bus;
}
