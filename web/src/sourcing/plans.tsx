// The plans that are kept, and making another.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, forgetAnswers, send } from '../api';
import { timeText } from '../format';
import { message } from '../messages';
import { authorText } from '../parts/author';
import { FormError, TextField, useSending } from '../parts/form';
import { EntityField } from '../reviews/entity_field';
import { navigate } from '../router';
import { percent } from './matches';
import { WEIGHTS, weightsOf, type KeptPlan, type Planning } from './model';
import { PlainTable } from './table';

const LOOK_EVERY = 700;
const USUAL: Record<string, string> = { distance: '0,5', price: '0,5' };

export function PlansView(props: { plans: KeptPlan[]; may: boolean }): VNode {
  const [chosen, setChosen] = useState<string[]>([]);
  const choose = (id: string) =>
    setChosen((ids) =>
      ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(-2),
    );
  const order = props.plans.filter((plan) => chosen.includes(plan.id)).map((plan) => plan.id);
  return (
    <article class="plans">
      <header class="view-head">
        <h1>{message('web.plans.title')}</h1>
        <p class="lead">{message('web.plans.what')}</p>
        <p class="more">
          <a href="/needs">{message('web.plans.needs')}</a>
          <a href="/offers">{message('web.plans.offers')}</a>
          <a href="/tables">{message('web.tables.title')}</a>
        </p>
      </header>
      {props.may ? <PlanForm /> : <p class="note">{message('web.plans.may_not')}</p>}
      <section class="part">
        <h2>{message('web.plans.kept')}</h2>
        {props.plans.length === 0 ? (
          <p>{message('web.plans.none')}</p>
        ) : (
          <>
            <PlainTable
              caption={message('web.plans.kept')}
              names={[
                message('web.plans.compare_short'),
                message('web.plans.plan'),
                message('web.plans.covered'),
                message('web.plans.before'),
                message('web.plans.after'),
                message('web.plans.by'),
              ]}
              rows={props.plans.map((plan) => [
                <input
                  type="checkbox"
                  aria-label={message('web.plans.choose', { name: plan.title })}
                  checked={chosen.includes(plan.id)}
                  onChange={() => choose(plan.id)}
                />,
                <>
                  <a href={`/plans/${plan.id}`}>{plan.title}</a>
                  {plan.interrupted && ` (${message('web.plans.interrupted')})`}
                </>,
                percent(plan.covered_share),
                percent(plan.local_before),
                percent(plan.local_after),
                `${authorText(plan.by)}, ${timeText(plan.at)}`,
              ])}
            />
            <p>
              <button
                type="button"
                disabled={order.length !== 2}
                onClick={() => navigate(`/plans/${order[1]}/against/${order[0]}`)}
              >
                {message('web.plans.compare')}
              </button>
            </p>
          </>
        )}
      </section>
    </article>
  );
}

/** Begins a plan and watches it; whoever leaves finds it kept all the same. */
function PlanForm(): VNode {
  const [planning, setPlanning] = useState<Planning>();
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const watch = (told: Planning) => {
    setPlanning(told);
    if (told.state === 'kept' && told.kept) {
      forgetAnswers();
      navigate(`/plans/${told.kept}`);
      return;
    }
    if (told.state === 'failed') throw new Error(told.problem ?? '');
    timer.current = window.setTimeout(() => {
      void api.planning(told.plan).then(watch).catch(fail);
    }, LOOK_EVERY);
  };
  const { busy, error, setError, submit } = useSending(async (given) => {
    setPlanning(undefined);
    const order = {
      cluster: given['in'] ?? '',
      region: given['place'] ?? '',
      weights: weightsOf(given),
    };
    watch(await send<Planning>('POST', 'plans', order));
  });
  const fail = (failure: unknown) => {
    setPlanning(undefined);
    setError(
      failure instanceof Error && failure.message
        ? failure.message
        : message('web.refused.offline'),
    );
  };
  const running = planning?.state === 'running';
  return (
    <form class="plan-form" onSubmit={(event) => void submit(event)}>
      <EntityField
        id="plan-cluster"
        name="in"
        label={message('web.plans.cluster')}
        hint={message('web.plans.cluster_hint')}
        kind="Cluster"
        optional
        words
      />
      <EntityField
        id="plan-region"
        name="place"
        label={message('web.plans.region')}
        kind="Region"
        optional
        words
        byName
      />
      <details>
        <summary>{message('web.plans.weights')}</summary>
        <p class="hint">{message('web.plans.weights_hint')}</p>
        <div class="plan-weights">
          {WEIGHTS.map((name) => (
            <TextField
              key={name}
              id={`plan-weight-${name}`}
              name={name}
              label={message(`web.plans.weight.${name}`)}
              value={USUAL[name] ?? '1'}
            />
          ))}
        </div>
      </details>
      <FormError error={error} />
      <p>
        <button type="submit" disabled={busy || running}>
          {message('web.plans.make')}
        </button>{' '}
        {running && planning && (
          <>
            <progress max={1} value={planning.done} aria-label={message('web.plans.running')} />{' '}
            <button
              type="button"
              onClick={() => void send('DELETE', `plans/${planning.plan}`).catch(fail)}
            >
              {message('web.plans.stop')}
            </button>
          </>
        )}
      </p>
    </form>
  );
}
