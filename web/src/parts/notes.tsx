// The sources of what is printed as numbered notes: the quote, the report and its date; then the state
// of the registry and the day. On the screen the words stand behind each value instead.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api';
import { dateText, inLine, today } from '../format';
import { message, tongue } from '../messages';
import type { Claim, Evidence } from '../model';
import { originText, QUOTES } from './value';

/** Notes in the order in which they are asked for: equal words of a report are one note. */
export class Notes {
  readonly list: Evidence[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(evidence: Evidence): number {
    const key = `${evidence.report} ${evidence.start} ${evidence.end}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.list.push(evidence);
    this.numbers.set(key, this.list.length);
    return this.list.length;
  }

  of(claim: Claim): number[] {
    return [...new Set(claim.evidence.slice(0, QUOTES).map((evidence) => this.numberOf(evidence)))];
  }
}

/** What stands at the end of a printed page; notes may be none. */
export function PrintedNotes(props: { notes: Evidence[] }): VNode {
  const [registry, setRegistry] = useState('');
  useEffect(() => {
    api
      .overview()
      .then((overview) => setRegistry(overview.summary))
      .catch(() => undefined);
  }, [tongue()]);
  return (
    <section class="print-only notes">
      {props.notes.length > 0 && (
        <>
          <h2>{message('web.print.sources')}</h2>
          <ol>
            {props.notes.map((evidence) => (
              <li>
                <span lang="ru">{inLine(evidence.quote)}</span> — {originText(evidence)}
              </li>
            ))}
          </ol>
        </>
      )}
      <p>
        {message('web.print.day', { day: dateText(today()) })} {registry}
      </p>
    </section>
  );
}

export function NoteNumbers(props: { numbers: number[] | undefined }): VNode | null {
  if (!props.numbers?.length) return null;
  return <sup class="note-number">{props.numbers.join(', ')}</sup>;
}
