// Plans of deliveries: those that are kept, one of them, two beside each other; loaded only where
// they are shown.
import type { ComponentType } from 'preact';
import { mayDo } from '../account/session';
import { api, apiAddress } from '../api';
import { message } from '../messages';
import { route, type Address } from '../router';
import type { KeptPlan, Plan, PlanChanges } from '../sourcing/model';

const loadPlans = () => import('../sourcing/plans');
const loadPlan = () => import('../sourcing/plan');
const loadTables = () => import('../sourcing/tables');

/** A plan, or two compared, as tables to take away. */
const files = (address: Address) =>
  [
    { name: 'CSV', format: 'csv-excel' },
    { name: 'Excel', format: 'xlsx' },
  ].map(({ name, format }) => ({ name, href: apiAddress(address.path.slice(1), { format }) }));

const part = (address: Address, index: number) =>
  decodeURIComponent(address.path.split('/')[index] ?? '');

export const plans = route<{
  View: ComponentType<{ plans: KeptPlan[]; may: boolean }>;
  plans: KeptPlan[];
  may: boolean;
}>({
  name: 'plans',
  pattern: /^\/plans\/?$/,
  load: async () => {
    const [view, found, may] = await Promise.all([loadPlans(), api.plans(), mayDo('participate')]);
    return { View: view.PlansView, plans: found.plans, may };
  },
  ahead: loadPlans,
  title: () => message('web.plans.title'),
  view: ({ View, ...shown }) => <View {...shown} />,
});

export const tables = route<{ View: ComponentType<{ may: boolean }>; may: boolean }>({
  name: 'tables',
  pattern: /^\/tables\/?$/,
  load: async () => {
    const [view, may] = await Promise.all([loadTables(), mayDo('participate')]);
    return { View: view.TablesView, may };
  },
  ahead: loadTables,
  title: () => message('web.tables.title'),
  view: ({ View, may }) => <View may={may} />,
});

export const plan = route<{ View: ComponentType<{ plan: Plan }>; plan: Plan }>({
  name: 'plan',
  pattern: /^\/plans\/[^/]+\/?$/,
  load: async (address) => {
    const [view, found] = await Promise.all([loadPlan(), api.plan(part(address, 2))]);
    return { View: view.PlanView, plan: found };
  },
  ahead: loadPlan,
  files,
  title: (data) => data.plan.title,
  view: ({ View, plan: found }) => <View plan={found} />,
});

export const planChanges = route<{
  View: ComponentType<{ changes: PlanChanges }>;
  changes: PlanChanges;
}>({
  name: 'plan-changes',
  pattern: /^\/plans\/[^/]+\/against\/[^/]+\/?$/,
  load: async (address) => {
    const [view, changes] = await Promise.all([
      loadPlan(),
      api.planChanges(part(address, 2), part(address, 4)),
    ]);
    return { View: view.ChangesView, changes };
  },
  ahead: loadPlan,
  json: (address) => apiAddress(address.path.slice(1)),
  files,
  title: () => message('web.plans.compared'),
  view: ({ View, changes }) => <View changes={changes} />,
});
