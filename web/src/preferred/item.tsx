// An item of a list of preferred products: how it stands and why, who uses it, and where it is
// deployed, each with its words.
import type { ComponentChildren, VNode } from 'preact';
import { message } from '../messages';
import { cardPath, entryPath, evidencePath, reportPath } from '../model';
import { originText, Sentence, ValueView } from '../parts/value';
import { reviewPath } from '../reviews/model';
import { preferredPath, type Deployment, type Item, type Step, type Use } from './model';

export function ItemView(props: {
  item: Item;
  /** The list is not what is looked at: it is told. */
  apart?: boolean;
  children?: ComponentChildren;
}): VNode {
  const { item } = props;
  return (
    <section class="part preferred-item" id={item.id} data-row>
      <h2>
        {item.what && <ValueView value={item.what} />}{' '}
        <span class={`preferred-standing preferred-${item.standing}`}>{item.standing_text}</span>
      </h2>
      {item.text && <p class={item.ends_soon ? 'term-ends' : 'faint'}>{item.text}</p>}
      {item.reasons && (
        <p class="faint">
          {message('web.preferred.answers')} {item.reasons.map(({ text }) => text).join('; ')}
        </p>
      )}
      <Properties item={item} apart={props.apart ?? false} />
      <Steps item={item} />
      <Uses uses={item.uses} />
      <Deployments item={item} />
      {props.children}
    </section>
  );
}

function Properties(props: { item: Item; apart: boolean }): VNode {
  const { item } = props;
  const property = (label: string, value: ComponentChildren) => (
    <div class="property">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl class="properties brief">
      {props.apart &&
        item.list &&
        property(
          message('web.preferred.list'),
          <a href={preferredPath(item.list.entity, item.id)}>{item.list.text}</a>,
        )}
      {item.maker && property(message('web.preferred.maker'), <ValueView value={item.maker} />)}
      {item.purpose && property(message('web.preferred.purpose'), item.purpose)}
      {item.okpd2 && property(message('web.preferred.code'), item.okpd2)}
      {item.proposed_by &&
        property(message('web.preferred.proposed_by'), <ValueView value={item.proposed_by} />)}
      {item.reviews.length > 0 &&
        property(
          message('web.preferred.reviews'),
          item.reviews.map((review) => (
            <span key={review.number} class="preferred-review">
              <a href={reviewPath(review.number)}>{review.title}</a> ({review.state_label})
            </span>
          )),
        )}
      {property(message('web.preferred.card'), <a href={cardPath(item.id)}>{item.name}</a>)}
    </dl>
  );
}

/** What became of it, day by day; nothing that was decided is lost. */
function Steps(props: { item: Item }): VNode {
  return (
    <ol class="preferred-steps">
      {props.item.steps.map((step) => (
        <li key={`${step.report} ${step.code}`} class={step.ahead ? 'faint' : undefined}>
          <StepText step={step} />
        </li>
      ))}
    </ol>
  );
}

function StepText(props: { step: Step }): VNode {
  const { step } = props;
  const to = step.by ? entryPath(step.report) : reportPath(step.report);
  return (
    <>
      {step.day_text} — {step.text}
      {step.reason && `: ${step.reason}`}
      {step.until_text && `, ${message('web.preferred.until', { date: step.until_text })}`}{' '}
      <a class="source" href={to}>
        {step.by ?? step.report}
      </a>
    </>
  );
}

function Uses(props: { uses: Use[] }): VNode {
  return (
    <>
      <h3>{message('web.preferred.users')}</h3>
      {props.uses.length === 0 && <p class="faint">{message('web.preferred.no_users')}</p>}
      <ul class="lines">
        {props.uses.map((use) => (
          <li key={use.fact}>
            {use.user && <ValueView value={use.user} />}
            <span class="faint">
              {[
                use.how,
                use.since_text && message('web.preferred.since', { date: use.since_text }),
                use.until_text && message('web.preferred.until', { date: use.until_text }),
                use.over && message('web.preferred.over'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>{' '}
            {use.evidence.slice(0, 1).map((evidence) => (
              <a key={evidence.report} class="source" href={evidencePath(evidence)}>
                {originText(evidence)}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Deployments(props: { item: Item }): VNode {
  const { item } = props;
  return (
    <>
      <h3>
        {message('web.preferred.deployments')}
        {item.deployed > 0 && (
          <span class="count"> {message('web.preferred.deployed', { count: item.deployed })}</span>
        )}
      </h3>
      {item.deployments.length === 0 && (
        <p class="faint">{message('web.preferred.no_deployments')}</p>
      )}
      <ul class="lines">
        {item.deployments.map((deployment) => (
          <DeploymentLine key={deployment.facts[0]?.entity} deployment={deployment} />
        ))}
      </ul>
      {item.doubtful > 0 && (
        <p class="faint">{message('web.preferred.doubtful', { count: item.doubtful })}</p>
      )}
    </>
  );
}

function DeploymentLine(props: { deployment: Deployment }): VNode {
  const { deployment } = props;
  const [first, ...others] = deployment.facts;
  return (
    <li>
      {deployment.count > 0 && (
        <strong>{message('web.preferred.deployed', { count: deployment.count })}</strong>
      )}{' '}
      {deployment.place && <ValueView value={deployment.place} />}{' '}
      <span class="faint">{deployment.period_text}</span>{' '}
      {first && <a href={cardPath(first.entity)}>{message('web.preferred.fact')}</a>}{' '}
      {others.length > 0 && (
        <span class="faint">{message('web.preferred.told_also', { count: others.length })}</span>
      )}
      {deployment.evidence.map((evidence) => (
        <Sentence key={`${evidence.report} ${evidence.start}`} evidence={evidence} />
      ))}
    </li>
  );
}
