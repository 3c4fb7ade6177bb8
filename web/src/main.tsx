// The start of the app: the language, the look, the session, then the view of the address.
import './style/look.css';
import './style/frame.css';
import './style/parts.css';
import './style/views.css';
import './style/work.css';
import './style/account.css';
import './style/entry.css';
import './style/comments.css';
import './style/programme.css';
import './style/sourcing.css';
import './style/brief.css';
import './style/reviews.css';
import './style/preferred.css';
import './style/media.css';
import { render } from 'preact';
import { takeInvitation, who } from './account/session';
import { App } from './app';
import { onTongue, setTongue, tongue } from './messages';
import { remember, remembered, startTheme } from './theme';
import { accounts, audit, invitations, own } from './views/accounts';
import { add } from './views/add';
import { brief } from './views/brief';
import { calendar } from './views/calendar';
import { card } from './views/card';
import { decisions } from './views/decisions';
import { entry, newEntry } from './views/entry';
import { list } from './views/list';
import { invitation, login } from './views/login';
import { map } from './views/map';
import { network } from './views/network';
import { plan, planChanges, plans, tables } from './views/plans';
import { progress } from './views/progress';
import { partners } from './views/partners';
import { preferred, preferredList } from './views/preferred';
import { queue } from './views/queue';
import { reading } from './views/reading';
import { minutes, review, reviews } from './views/reviews';
import { search } from './views/search';
import { start } from './views/start';

const LANGUAGE = 'uzel.language';

const asked = new URLSearchParams(location.search).get('lang') ?? remembered(LANGUAGE);
if (asked === 'en') setTongue('en');
document.documentElement.lang = tongue();
onTongue(() => remember(LANGUAGE, tongue()));
startTheme();

// An address with a key or an invitation may be opened where the app is shown already.
addEventListener('hashchange', () => {
  if (/^#(token|invitation)=/.test(location.hash)) location.reload();
});
if (takeInvitation()) history.replaceState(null, '', '/invitation');

const root = document.getElementById('app');
if (root) {
  void who();
  render(
    <App
      routes={[
        start,
        add,
        reading,
        card,
        search,
        queue,
        decisions,
        network,
        map,
        calendar,
        login,
        invitation,
        own,
        accounts,
        invitations,
        audit,
        progress,
        partners,
        brief,
        plans,
        tables,
        planChanges,
        plan,
        reviews,
        minutes,
        review,
        preferred,
        preferredList,
        newEntry,
        entry,
        list,
      ]}
    />,
    root,
  );
}
