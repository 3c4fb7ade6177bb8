// A list of preferred products: what it is, and its items, as a page to be looked at and printed.
import type { VNode } from 'preact';
import { bind, dateText } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { Field } from '../parts/form';
import { PrintButton, Shape } from '../parts/icons';
import { PrintedNotes } from '../parts/notes';
import { ValueView } from '../parts/value';
import { navigate, withQuery, type Address } from '../router';
import { ItemActs, Propose } from './acts';
import { ItemView } from './item';
import { STANDINGS, type PreferredList } from './model';

export function PreferredListView(props: { list: PreferredList; address: Address }): VNode {
  const { list, address } = props;
  return (
    <article class="card preferred">
      <header class="view-head">
        <PrintButton />
        <p class="kind family-project">
          <Shape family="project" />
          <a href="/preferred">{message('web.preferred.title')}</a>
        </p>
        <h1>{list.title}</h1>
        <p class="lead">
          {list.owner && <ValueView value={list.owner} />}
          {list.owner && list.text && ' · '}
          {list.text}
        </p>
        <p>
          {address.query.get('as_of') &&
            `${message('web.progress.on_day', { day: dateText(list.day) })} `}
          {bind(list.summary)}
        </p>
        <Propose list={list} />
      </header>
      <Head list={list} />
      {list.total > 0 && <Filter address={address} list={list} />}
      {list.items.length === 0 && (
        <p class="note">
          {message(list.total > 0 ? 'web.preferred.none_such' : 'web.preferred.empty')}
        </p>
      )}
      {list.items.map((item) => (
        <ItemView key={item.id} item={item}>
          <ItemActs item={item} list={list} />
        </ItemView>
      ))}
      {list.more && <p class="faint">{message('web.preferred.more')}</p>}
      <PrintedNotes notes={[]} />
    </article>
  );
}

function Head(props: { list: PreferredList }): VNode {
  const { list } = props;
  return (
    <dl class="properties">
      {list.under && (
        <div class="property">
          <dt>{message('web.preferred.under')}</dt>
          <dd>
            <ValueView value={list.under} />
          </dd>
        </div>
      )}
      {list.criteria.length > 0 && (
        <div class="property">
          <dt>{message('web.preferred.criteria')}</dt>
          {list.criteria.map((criterion) => (
            <dd key={criterion.text}>{criterion.text}</dd>
          ))}
        </div>
      )}
      <div class="property">
        <dt>{message('web.preferred.card')}</dt>
        <dd>
          <a href={cardPath(list.id)}>{message('web.preferred.history')}</a>
        </dd>
      </div>
    </dl>
  );
}

/** What is needed, in words or by a code: what answers it is shown. */
export function NeedField(props: { need: string }): VNode {
  return (
    <Field id="preferred-need" label={message('web.preferred.need')}>
      <input id="preferred-need" type="search" name="need" defaultValue={props.need} />
    </Field>
  );
}

function Filter(props: { address: Address; list: PreferredList }): VNode {
  const { address, list } = props;
  const go = (name: string, value: string) =>
    navigate(withQuery(address, { [name]: value || undefined }));
  return (
    <form
      class="filter-form preferred-filter"
      onSubmit={(event) => {
        event.preventDefault();
        const need = new FormData(event.currentTarget).get('need');
        go('need', String(need ?? '').trim());
      }}
    >
      <NeedField need={address.query.get('need') ?? ''} />
      <button type="submit">{message('web.preferred.find')}</button>
      <Field id="preferred-state" label={message('web.preferred.state')}>
        <select
          id="preferred-state"
          value={address.query.get('state') ?? ''}
          onChange={(event) => go('state', event.currentTarget.value)}
        >
          <option value="">{message('web.preferred.any')}</option>
          {STANDINGS.map((standing) => {
            const counted = list.counts.find((each) => each.standing === standing);
            return counted ? (
              <option key={standing} value={standing}>
                {counted.text} ({counted.count})
              </option>
            ) : null;
          })}
        </select>
      </Field>
      <Field id="preferred-day" label={message('web.progress.as_of')}>
        <input
          id="preferred-day"
          type="date"
          value={address.query.get('as_of') ?? ''}
          onChange={(event) => go('as_of', event.currentTarget.value)}
        />
      </Field>
    </form>
  );
}
