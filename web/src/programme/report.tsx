// The report of a programme's progress: to be looked at and printed, each figure with its source.
import type { VNode } from 'preact';
import { bind, dateText } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { Field } from '../parts/form';
import { PrintButton, Shape } from '../parts/icons';
import { Notes, PrintedNotes } from '../parts/notes';
import { navigate, withQuery, type Address } from '../router';
import type { Progress } from './model';
import { Changes, Facts, IndicatorPart, Measures, Part, Told } from './parts';

export function ReportView(props: { progress: Progress; address: Address }): VNode {
  const { progress, address } = props;
  const notes = new Notes();
  const empty =
    progress.measures.length + progress.indicators.length + progress.properties.length === 0;
  return (
    <article class="card progress">
      <header class="view-head">
        <PrintButton />
        <p class="kind family-project">
          <Shape family="project" />
          {message('web.progress.report_of')}
        </p>
        <h1>
          <a class="titled" href={cardPath(progress.id)}>
            {progress.name}
          </a>
        </h1>
        <p class="lead">
          {message('web.progress.on_day', { day: dateText(progress.day) })} {bind(progress.summary)}
        </p>
        <Days address={address} since={progress.since} />
      </header>
      {empty && <p class="note">{message('web.progress.empty')}</p>}
      {progress.since && <Changes progress={progress} />}
      <Part title={message('web.progress.told')}>
        <Told progress={progress} notes={notes} />
      </Part>
      <Part
        title={message('web.progress.measures')}
        count={progress.measures.length}
        empty={message('web.progress.no_measures')}
      >
        <Measures progress={progress} notes={notes} />
      </Part>
      <Part
        title={message('web.progress.indicators')}
        count={progress.indicators.length}
        empty={message('web.progress.no_indicators')}
      >
        {progress.indicators.map((indicator) => (
          <IndicatorPart
            key={`${indicator.measure} ${indicator.unit}`}
            indicator={{ ...indicator, proposals: [] }}
            notes={notes}
            onTake={undefined}
          />
        ))}
      </Part>
      <Part
        title={message('web.progress.decisions')}
        count={progress.decisions.length}
        empty={message('web.progress.no_decisions')}
      >
        <Facts facts={progress.decisions} shown={['act', 'body', 'date']} notes={notes} />
      </Part>
      <Part
        title={message('web.progress.projects')}
        count={progress.projects.length}
        empty={message('web.progress.no_projects')}
      >
        <Facts facts={progress.projects} shown={['stage', 'place', 'end']} notes={notes} />
      </Part>
      {progress.more && <p class="faint">{message('web.progress.more')}</p>}
      <PrintedNotes notes={notes.list} />
    </article>
  );
}

/** Since which day changes are told, and of which day the report is. */
function Days(props: { address: Address; since: string | null }): VNode {
  const { address } = props;
  const field = (name: 'since' | 'as_of', label: string) => (
    <Field id={`progress-${name}`} label={label}>
      <input
        id={`progress-${name}`}
        type="date"
        value={address.query.get(name) ?? ''}
        onChange={(event) =>
          navigate(withQuery(address, { [name]: event.currentTarget.value || undefined }))
        }
      />
    </Field>
  );
  return (
    <div class="filter-form">
      {field('since', message('web.progress.since'))}
      {field('as_of', message('web.progress.as_of'))}
    </div>
  );
}
