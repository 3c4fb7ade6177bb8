// On the card of a need what answers it, on that of an offer which needs it answers: why, by which
// words that is told, and what joins the two.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api';
import { message } from '../messages';
import { Sentence, ValueView } from '../parts/value';
import type { Match, Matches } from './model';

export function MatchesPart(props: { id: string; ofOffer: boolean }): VNode {
  const [found, setFound] = useState<Matches>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let here = true;
    setFound(undefined);
    setFailed(false);
    api
      .matches(props.id, props.ofOffer)
      .then((answer) => here && setFound(answer))
      .catch(() => here && setFailed(true));
    return () => {
      here = false;
    };
  }, [props.id]);
  return (
    <section class="part matches">
      <h2>{message(props.ofOffer ? 'web.matches.needs' : 'web.matches.offers')}</h2>
      {failed && <p role="alert">{message('web.card.more_failed')}</p>}
      {!found && !failed && <p role="status">{message('web.waiting')}</p>}
      {found && (
        <>
          <p>{found.summary}</p>
          <ol class="lines">
            {found.matches.map((match) => (
              <MatchLine key={'entity' in match.fact ? match.fact.entity : ''} match={match} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function MatchLine(props: { match: Match }): VNode {
  const { match } = props;
  return (
    <li data-row>
      <p>
        <ValueView value={match.fact} />{' '}
        <span class="count">{message('web.matches.score', { score: percent(match.score) })}</span>
      </p>
      <p class="faint">
        {[match.nearness_text, ...match.reasons.map((reason) => reason.text)].join(' · ')}
      </p>
      {match.cluster && (
        <p>
          {message('web.matches.cluster')} <ValueView value={match.cluster} />
        </p>
      )}
      {match.agreements.length > 0 && (
        <p>
          {message('web.matches.agreements')}{' '}
          {match.agreements.map((agreement, index) => (
            <span key={'entity' in agreement ? agreement.entity : index}>
              {index > 0 && ', '}
              <ValueView value={agreement} />
            </span>
          ))}
        </p>
      )}
      {match.evidence.map((evidence) => (
        <Sentence key={`${evidence.report} ${evidence.start}`} evidence={evidence} />
      ))}
    </li>
  );
}

/** A part is never told as nothing or as all: «< 0,1 %», «> 99,9 %». */
export function percent(share: number): string {
  const [small, great] = [share > 1e-9 && share < 0.0005, share < 1 - 1e-9 && share > 0.9995];
  const shown = small ? 0.1 : great ? 99.9 : Math.round(share * 1000) / 10;
  const sign = small ? '<\u00a0' : great ? '>\u00a0' : '';
  return `${sign}${shown}\u00a0%`.replace('.', message('web.decimal'));
}
