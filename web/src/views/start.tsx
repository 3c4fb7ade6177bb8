// The first page: what the registry holds, in a sentence, and what is newest; or, where it is empty,
// what this is, why it is empty and the one thing to do next.
import { Fragment, type VNode } from 'preact';
import { api } from '../api';
import { message } from '../messages';
import type { List, Overview } from '../model';
import { RowTable } from '../parts/list';
import { route } from '../router';

export const start = route<Overview>({
  name: 'start',
  pattern: /^\/$/,
  load: () => api.overview(),
  title: () => message('web.title'),
  view: (overview) =>
    overview.empty ? <Empty overview={overview} /> : <Start overview={overview} />,
});

function Empty(props: { overview: Overview }): VNode {
  return (
    <div class="prose">
      <h1>{message('web.empty.title')}</h1>
      <p class="lead">{message('web.empty.what')}</p>
      <p>{message('web.empty.why')}</p>
      <h2>{message('web.empty.next')}</h2>
      <p>{message('web.empty.how')}</p>
      <pre class="command">
        <code>
          {message('web.empty.command', {
            registry: props.overview.registry || 'registry.uzel',
          })}
        </code>
      </pre>
      <p>
        {message('web.empty.one')} <a href="/add">{message('web.add.title')}</a>
      </p>
      <p class="faint">
        {message('web.empty.examples')} <code>make run</code>
      </p>
    </div>
  );
}

function Start(props: { overview: Overview }): VNode {
  const { overview } = props;
  const counts = overview.counts.filter((count) => count.count > 0);
  return (
    <>
      <header class="view-head">
        <h1 class="sentence">
          {message('web.start.holds')}{' '}
          {counts.map((count, index) => (
            <Fragment key={count.list}>
              <a href={`/${count.list}`}>{count.text.replace(/ /g, '\u00a0')}</a>
              {index < counts.length - 2
                ? ', '
                : index === counts.length - 2
                  ? ` ${message('web.and')} `
                  : '.'}
            </Fragment>
          ))}
        </h1>
        {overview.note && <p class="note">{overview.note}</p>}
      </header>
      {overview.ending && overview.ending.total > 0 && (
        <Part list={overview.ending} title={message('web.start.ending')} />
      )}
      {overview.agreements && overview.agreements.rows.length > 0 && (
        <Part
          list={overview.agreements}
          title={message('web.start.latest')}
          more={{ href: '/agreements', text: message('web.start.all_agreements') }}
        />
      )}
      {overview.reports && overview.reports.rows.length > 0 && (
        <Part
          list={overview.reports}
          title={message('web.start.reports')}
          more={{ href: '/reports', text: message('web.start.all_reports') }}
        />
      )}
    </>
  );
}

function Part(props: { list: List; title: string; more?: { href: string; text: string } }): VNode {
  const { list } = props;
  const kind = list.kind ?? list.rows[0]?.kind ?? '';
  return (
    <section class="part">
      <h2>{props.title}</h2>
      <RowTable caption={props.title} kind={kind} columns={list.columns} rows={list.rows} />
      <p class="more">
        {props.more && list.total > list.rows.length && (
          <a href={props.more.href}>{props.more.text} →</a>
        )}
        {list.list === 'reports' && <a href="/add">{message('web.add.title')}</a>}
      </p>
    </section>
  );
}
