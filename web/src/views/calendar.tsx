// The calendar of reminders: a month of days and what they tell; loaded only where it is shown.
import type { ComponentType } from 'preact';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import type { Reminders } from '../reminders/model';
import { route } from '../router';

const loadView = () => import('../reminders/calendar');

/** So far back and ahead the server tells of days, at most. */
const DAYS = '366';

export const calendar = route<{
  View: ComponentType<{ found: Reminders; month: string }>;
  found: Reminders;
  asked: string | null;
}>({
  name: 'calendar',
  pattern: /^\/calendar\/?$/,
  load: async ({ query }) => {
    const all = query.get('all') === '1';
    const [view, found] = await Promise.all([loadView(), api.reminders(all, DAYS)]);
    return { View: view.CalendarView, found, asked: query.get('month') };
  },
  ahead: loadView,
  json: ({ query }) => apiAddress('reminders', { days: DAYS, all: query.get('all') ?? undefined }),
  title: () => message('web.calendar.title'),
  view: ({ View, found, asked }) => <View found={found} month={asked ?? ''} />,
});
