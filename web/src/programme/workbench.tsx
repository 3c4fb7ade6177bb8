// A programme's card as a workbench: what it aims at, its indicators with the figures that reports
// propose for them, its measures, what stands in the way, what was decided; and the ways to state each.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mayDo } from '../account/session';
import { api, change } from '../api';
import { newEntryPath } from '../entry/model';
import { bind } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { Notes } from '../parts/notes';
import { say } from '../parts/notice';
import { wordsOf } from '../refused';
import { progressPath, takingOver, type Progress } from './model';
import { Facts, IndicatorPart, Measures, Part, Proposals, Told, type Take } from './parts';

/** Behind each value stand its words; printed, the report has them as notes. */
class NoNotes extends Notes {
  override of(): number[] {
    return [];
  }
}

/** Takes a figure over as an entry, and shows the card anew. */
function useTaking(id: string, again: () => void): Take {
  return (figure, indicator) => {
    change('POST', 'entries', { facts: takingOver(id, indicator, figure) }).then(
      () => {
        say({ text: message('web.progress.taken') });
        again();
      },
      (error: unknown) =>
        say({ text: wordsOf(error, message('web.refused.offline')), failed: true }),
    );
  };
}

export function Workbench(props: { id: string }): VNode | null {
  const { id } = props;
  const notes = new NoNotes();
  const [progress, setProgress] = useState<Progress>();
  const [failed, setFailed] = useState(false);
  const [may, setMay] = useState(false);
  const load = () => {
    api.progress(id).then(setProgress, () => setFailed(true));
  };
  useEffect(() => {
    load();
    void mayDo('participate').then(setMay);
  }, [id]);
  const take = useTaking(id, load);
  if (failed) return <p role="alert">{message('web.progress.failed')}</p>;
  if (!progress) return null;
  const add = (kind: string, property: string, text: string) =>
    may ? { href: newEntryPath(kind, { [property]: id, to: cardPath(id) }), text } : undefined;
  return (
    <div class="workbench">
      <p class="lead">{bind(progress.summary)}</p>
      <p class="entry-acts">
        <a href={progressPath(id)}>{message('web.progress.report')}</a>
      </p>
      <Part
        title={message('web.progress.told')}
        add={add('programme', 'programme', message('web.progress.add_told'))}
      >
        <Told progress={progress} notes={notes} />
      </Part>
      <Part
        title={message('web.progress.indicators')}
        count={progress.indicators.length}
        empty={message('web.progress.no_indicators')}
        add={add('indicator', 'programme', message('web.progress.add_indicator'))}
      >
        {progress.indicators.map((indicator) => (
          <IndicatorPart
            key={`${indicator.measure} ${indicator.unit}`}
            indicator={indicator}
            notes={notes}
            onTake={may ? take : undefined}
          />
        ))}
        <Proposals proposals={progress.figures} onTake={may ? take : undefined} />
      </Part>
      <Part
        title={message('web.progress.measures')}
        count={progress.measures.length}
        empty={message('web.progress.no_measures')}
        add={add('measure', 'programme', message('web.progress.add_measure'))}
      >
        <Measures progress={progress} notes={notes} />
      </Part>
      <Part
        title={message('web.progress.decisions')}
        count={progress.decisions.length}
        empty={message('web.progress.no_decisions')}
        add={add('decision', 'what', message('web.progress.add_decision'))}
      >
        <Facts facts={progress.decisions} shown={['act', 'body', 'date']} notes={notes} />
      </Part>
    </div>
  );
}
