// One plan: what is delivered, what nobody makes, what changes; and two plans beside each other.
import type { VNode } from 'preact';
import { message } from '../messages';
import type { Value } from '../model';
import { authorText } from '../parts/author';
import { PrintButton } from '../parts/icons';
import { ValueView } from '../parts/value';
import { percent } from './matches';
import type { Plan, PlanChanges } from './model';

function Who(props: { value: Value | null }): VNode | null {
  return props.value && <ValueView value={props.value} />;
}

function Head(props: { names: string[] }): VNode {
  return (
    <thead>
      <tr>
        {props.names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function PlanView(props: { plan: Plan }): VNode {
  const { plan } = props;
  return (
    <article class="plan">
      <header class="view-head">
        <h1>{plan.title}</h1>
        <PrintButton />
      </header>
      <p class="faint">
        {message('web.plans.made', { day: plan.made_text, by: authorText(plan.by) })} ·{' '}
        <a href="/plans">{message('web.plans.all')}</a>
      </p>
      {plan.summary.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <section class="part">
        <h2>
          {message('web.plans.deliveries')} <span class="count">{plan.deliveries.length}</span>
        </h2>
        <div class="table-frame">
          <table class="table">
            <Head
              names={[
                message('web.plans.need'),
                message('web.plans.buyer'),
                message('web.plans.supplier'),
                message('web.plans.quantity'),
                message('web.plans.from'),
                message('web.plans.why'),
              ]}
            />
            <tbody>
              {plan.deliveries.map((delivery, index) => (
                <tr key={index} data-row>
                  <td>
                    <ValueView value={{ ...delivery.need, text: delivery.product }} />
                  </td>
                  <td>
                    <Who value={delivery.buyer} />
                  </td>
                  <td>
                    <Who value={delivery.supplier} />
                  </td>
                  <td>{delivery.text}</td>
                  <td>{delivery.nearness_text}</td>
                  <td>{delivery.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section class="part">
        <h2>
          {message('web.plans.gaps')} <span class="count">{plan.gaps.length}</span>
        </h2>
        <p>{message('web.plans.gaps_what')}</p>
        <div class="table-frame">
          <table class="table">
            <Head
              names={[
                message('web.plans.need'),
                message('web.plans.buyer'),
                message('web.plans.missing'),
                message('web.plans.cause'),
                message('web.plans.now'),
                message('web.plans.known'),
              ]}
            />
            <tbody>
              {plan.gaps.map((gap, index) => (
                <tr key={index} data-row>
                  <td>
                    <ValueView value={{ ...gap.need, text: gap.product }} />
                  </td>
                  <td>
                    <Who value={gap.buyer} />
                  </td>
                  <td>{gap.missing_text}</td>
                  <td>{gap.text}</td>
                  <td>{gap.now}</td>
                  <td>
                    {gap.known.map((one, at) => (
                      <span key={at}>
                        {at > 0 && ', '}
                        <ValueView value={one} />
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {plan.left_out.length > 0 && (
        <section class="part">
          <h2>{message('web.plans.left_out')}</h2>
          <ul class="lines">
            {plan.left_out.map((one, index) => (
              <li key={index} data-row>
                <ValueView value={one.need} /> <span class="faint">{one.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

export function ChangesView(props: { changes: PlanChanges }): VNode {
  const { before, after, changes } = props.changes;
  return (
    <article class="plan">
      <header class="view-head">
        <h1>{message('web.plans.compared')}</h1>
        <PrintButton />
      </header>
      <p>
        <a href={`/plans/${before.id}`}>{before.title}</a>, {percent(before.covered_share)} →{' '}
        <a href={`/plans/${after.id}`}>{after.title}</a>, {percent(after.covered_share)}
      </p>
      {changes.length === 0 ? (
        <p>{message('web.plans.same')}</p>
      ) : (
        <div class="table-frame">
          <table class="table">
            <Head
              names={[
                message('web.plans.need'),
                message('web.plans.buyer'),
                message('web.plans.supplier'),
                message('web.plans.was'),
                message('web.plans.is'),
              ]}
            />
            <tbody>
              {changes.map((change, index) => (
                <tr key={index} data-row>
                  <td>{change.product}</td>
                  <td>{change.buyer}</td>
                  <td>{change.supplier}</td>
                  <td>
                    {change.before} {change.unit}
                  </td>
                  <td>
                    {change.after} {change.unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  );
}
