// All lists of preferred products, and what of them answers a need.
import type { VNode } from 'preact';
import { useWho } from '../account/who';
import { newEntryPath } from '../entry/model';
import { bind } from '../format';
import { message } from '../messages';
import { PrintButton } from '../parts/icons';
import { ValueView } from '../parts/value';
import { navigate, withQuery, type Address } from '../router';
import { ItemView } from './item';
import { NeedField } from './list';
import { preferredPath, type ListHead, type PreferredFound, type PreferredLists } from './model';

export interface Shown {
  lists: PreferredLists | undefined;
  found: PreferredFound | undefined;
}

export function PreferredView(props: Shown & { address: Address }): VNode {
  const { lists, found, address } = props;
  const edits = useWho().rights.includes('edit');
  return (
    <article class="preferred">
      <header class="view-head">
        <PrintButton />
        <h1>{message('web.preferred.title')}</h1>
        <p class="lead">{bind((found ?? lists)?.summary ?? '')}</p>
        {edits && (
          <p class="entry-acts">
            <a href={newEntryPath('preferred_list', { to: '/preferred' })}>
              {message('web.preferred.open_new')}
            </a>
          </p>
        )}
      </header>
      <form
        class="filter-form preferred-filter"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const need = String(new FormData(event.currentTarget).get('need') ?? '').trim();
          navigate(withQuery(address, { need: need || undefined }));
        }}
      >
        <NeedField need={address.query.get('need') ?? ''} />
        <button type="submit">{message('web.preferred.find')}</button>
        {found && <a href="/preferred">{message('web.preferred.all')}</a>}
      </form>
      {lists?.lists.length === 0 && <p class="note">{bind(message('web.preferred.what'))}</p>}
      {lists && (
        <ul class="lines">
          {lists.lists.map((list) => (
            <Line key={list.id} list={list} />
          ))}
        </ul>
      )}
      {found?.items.map((item) => (
        <ItemView key={item.id} item={item} apart />
      ))}
    </article>
  );
}

function Line(props: { list: ListHead }): VNode {
  const { list } = props;
  return (
    <li data-row>
      <a href={preferredPath(list.id)}>{list.title}</a>{' '}
      {list.owner && <ValueView value={list.owner} />}{' '}
      <span class="faint">{[list.text, list.summary].filter(Boolean).join(' · ')}</span>
    </li>
  );
}
