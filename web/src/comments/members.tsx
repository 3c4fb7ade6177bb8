// Who wants to join a cluster, who was invited, and how one joins, invites and leaves: each is an
// entry, stated in the form. And who in this registry acts for an organization.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWho } from '../account/who';
import { api } from '../api';
import { newEntryPath } from '../entry/model';
import { today } from '../format';
import { message } from '../messages';
import { cardPath, type Card, type EntityValue, type Row } from '../model';
import { ThingLink } from '../parts/value';
import type { Mentionable } from './model';

interface Membership {
  fact: string;
  member: EntityValue;
  status: string | undefined;
}

function membershipOf(row: Row): Membership | undefined {
  const member = row.cells['member']?.find((value) => 'entity' in value);
  const status = row.cells['status']?.[0];
  if (!member || !('entity' in member)) return undefined;
  return {
    fact: row.id,
    member: member as EntityValue,
    status: status?.type === 'choice' ? status.value : undefined,
  };
}

/** The memberships of a cluster; undefined until they are there. */
function useMemberships(cluster: string): Membership[] | undefined {
  const [found, setFound] = useState<Membership[]>();
  useEffect(() => {
    api
      .list('membership', { cluster, limit: '500' })
      .then(({ rows }) =>
        setFound(rows.map(membershipOf).filter((each): each is Membership => each !== undefined)),
      )
      .catch(() => setFound(undefined));
  }, [cluster]);
  return found;
}

export function ClusterMembers(props: { card: Card }): VNode | null {
  const { card } = props;
  const { account, rights } = useWho();
  const found = useMemberships(card.id);
  if (!found) return null;
  const mayState = rights.includes('participate');
  const own = account?.entity?.id;
  const mine = found.find(({ member }) => member.entity === own);
  const to = cardPath(card.id);
  const decide = (membership: Membership, status: string, also: Record<string, string> = {}) =>
    newEntryPath('membership', {
      fact: membership.fact,
      member: membership.member.entity,
      whole: card.id,
      status,
      ...also,
      to,
    });
  const applied = found.filter(({ status }) => status === 'planned');
  const invited = found.filter(({ status }) => status === 'invited');
  if (!mayState && applied.length + invited.length === 0) return null;
  const over = !mine || mine.status === 'ended' || mine.status === 'declined';
  return (
    <section class="part cluster-members">
      <h2>{message('web.members.title')}</h2>
      <Waiting
        title={message('web.members.applied')}
        memberships={applied}
        decide={rights.includes('edit') ? decide : undefined}
      />
      <Waiting title={message('web.members.invited')} memberships={invited} />
      {applied.length + invited.length === 0 && <p class="faint">{message('web.members.none')}</p>}
      {mayState && (
        <p class="entry-acts">
          {own && over && (
            <a
              href={newEntryPath('membership', {
                ...(mine && { fact: mine.fact }),
                member: own,
                whole: card.id,
                status: 'planned',
                to,
              })}
            >
              {message('web.members.apply')}
            </a>
          )}
          {mine?.status === 'invited' && (
            <>
              <a href={decide(mine, 'current', { since: today() })}>
                {message('web.members.accept')}
              </a>
              <a href={decide(mine, 'declined')}>{message('web.members.decline')}</a>
            </>
          )}
          {mine?.status === 'planned' && (
            <a href={decide(mine, 'declined')}>{message('web.members.withdraw')}</a>
          )}
          {mine && !over && mine.status !== 'invited' && mine.status !== 'planned' && (
            <a href={decide(mine, 'ended', { until: today() })}>{message('web.members.leave')}</a>
          )}
          {rights.includes('edit') && (
            <a href={newEntryPath('membership', { whole: card.id, status: 'invited', to })}>
              {message('web.members.invite')}
            </a>
          )}
        </p>
      )}
    </section>
  );
}

type Decide = (membership: Membership, status: string, also?: Record<string, string>) => string;

/** Applicants or those who were invited: the card of each, the membership, and for whom may the ways
 *  to take an applicant in or to refuse him. */
function Waiting(props: {
  title: string;
  memberships: Membership[];
  decide?: Decide | undefined;
}): VNode | null {
  if (props.memberships.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <ul class="lines">
        {props.memberships.map((membership) => {
          const { fact, member } = membership;
          return (
            <li key={fact} data-row>
              <ThingLink id={member.entity} name={member.text} family={member.family} />{' '}
              <a href={cardPath(fact)}>{message('web.members.open')}</a>{' '}
              {props.decide && (
                <span class="entry-acts">
                  <a href={props.decide(membership, 'current', { since: today() })}>
                    {message('web.members.admit')}
                  </a>
                  <a href={props.decide(membership, 'declined')}>{message('web.members.refuse')}</a>
                </span>
              )}{' '}
              <Contacts of={member.entity} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The accounts that act for an organization, by which it can be mentioned. */
export function Contacts(props: { of: string }): VNode | null {
  const { accounts, rights } = useWho();
  const may = accounts && rights.includes('comment');
  const [found, setFound] = useState<Mentionable[]>([]);
  useEffect(() => {
    if (!may) return setFound([]);
    api
      .actingFor(props.of)
      .then(({ accounts }) => setFound(accounts))
      .catch(() => setFound([]));
  }, [props.of, may]);
  if (found.length === 0) return null;
  return (
    <span class="faint contacts">
      {message('web.members.contacts')}{' '}
      {found.map((one) => (one.shown ? `${one.shown} (@${one.name})` : `@${one.name}`)).join(', ')}
    </span>
  );
}
