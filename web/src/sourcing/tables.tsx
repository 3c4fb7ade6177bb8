// Taking in tables of needs and offers: empty ones to be filled in, the file, and which rows were left
// out and why.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { apiAddress, change } from '../api';
import { message } from '../messages';
import { Field, FormError, useSending } from '../parts/form';
import type { TakenTable } from './model';
import { PlainTable } from './table';

const TEMPLATES = ['needs', 'offers'] as const;
const FORMATS = [
  { name: 'Excel', format: 'xlsx' },
  { name: 'CSV', format: 'csv-excel' },
];

export function TablesView(props: { may: boolean }): VNode {
  return (
    <article class="tables">
      <header class="view-head">
        <h1>{message('web.tables.title')}</h1>
        <p class="lead">{message('web.tables.what')}</p>
      </header>
      <ul class="lines">
        {TEMPLATES.map((of) => (
          <li key={of}>
            {message(`web.tables.template_${of}`)}
            {FORMATS.map(({ name, format }) => (
              <>
                {' '}
                <a href={apiAddress(`tables/${of}`, { format })} download>
                  {name}
                </a>
              </>
            ))}
          </li>
        ))}
      </ul>
      {props.may ? <TableForm /> : <p class="note">{message('web.tables.may_not')}</p>}
    </article>
  );
}

function TableForm(): VNode {
  const [file, setFile] = useState<File>();
  const [taken, setTaken] = useState<TakenTable>();
  const { busy, error, submit } = useSending(async () => {
    setTaken(undefined);
    if (!file) return;
    setTaken(await change<TakenTable>('POST', 'tables', file, { name: file.name }));
  });
  return (
    <>
      <form class="plan-form" onSubmit={(event) => void submit(event)}>
        <Field id="table-file" label={message('web.tables.file')}>
          <input
            id="table-file"
            type="file"
            accept=".csv,.xlsx"
            required
            onChange={(event) => {
              setTaken(undefined);
              setFile(event.currentTarget.files?.[0]);
            }}
          />
        </Field>
        <FormError error={error} />
        <p>
          <button type="submit" class="strong" disabled={busy}>
            {message('web.tables.take')}
          </button>
        </p>
      </form>
      {taken && <Taken taken={taken} />}
    </>
  );
}

function Taken(props: { taken: TakenTable }): VNode {
  const { taken } = props;
  const left = taken.left_out;
  return (
    <section class="part" role="status">
      <h2>{message(`web.tables.taken_${taken.of}`)}</h2>
      <p>
        {message('web.tables.counts', {
          added: taken.added,
          changed: taken.changed,
          unchanged: taken.unchanged,
          left: new Set(left.map((row) => row.line)).size,
        })}{' '}
        {taken.withdrawn > 0 && message('web.tables.withdrawn', { count: taken.withdrawn })}
      </p>
      {taken.ignored.length > 0 && (
        <p>{message('web.tables.ignored', { titles: taken.ignored.join(', ') })}</p>
      )}
      <p class="more">
        <a href={`/${taken.of}`}>{message('web.tables.list')}</a>
        <a href="/plans">{message('web.plans.title')}</a>
      </p>
      {left.length > 0 && (
        <>
          <p>{message('web.tables.left_out')}</p>
          <PlainTable
            caption={message('web.tables.left_out')}
            names={[
              message('web.tables.line'),
              message('web.tables.column'),
              message('web.tables.reason'),
            ]}
            rows={left.map((row) => [row.line, row.column, row.text])}
          />
        </>
      )}
    </section>
  );
}
