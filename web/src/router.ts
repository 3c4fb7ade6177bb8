// Addresses and views: every view has an address, and old content stays until the new is there.
//
// A route says how to load what its view shows; the app shows the view only once that is loaded.
// A link that the pointer rests on, or that has the focus, is loaded ahead.
import type { VNode } from 'preact';

export interface Address {
  path: string;
  query: URLSearchParams;
  hash: string;
}

export interface Route<Data = unknown> {
  name: string;
  pattern: RegExp;
  load: (address: Address, match: RegExpExecArray) => Promise<Data>;
  view: (data: Data, address: Address) => VNode;
  title: (data: Data, address: Address) => string;
  /** What is loaded when the pointer rests on a link to it, where that is less than load does. */
  ahead?: () => Promise<unknown>;
  /** The address of the JSON behind the view, where it is not that of the view under /api/v1/. */
  json?: (address: Address) => string;
  /** The addresses of the files that the view may be taken away as. */
  files?: (address: Address) => { name: string; href: string }[];
}

export interface Page {
  route: Route<any>;
  address: Address;
  data: unknown;
}

/** A route with its data's type checked and then forgotten, so that routes can stand in one list. */
export function route<Data>(definition: Route<Data>): Route<any> {
  return definition;
}

export function addressOf(href: string): Address {
  const url = new URL(href, location.href);
  return { path: url.pathname, query: url.searchParams, hash: url.hash.slice(1) };
}

/** The same address with some parameters of its query changed; an empty value removes one. */
export function withQuery(address: Address, changes: Record<string, string | undefined>): string {
  const query = new URLSearchParams(address.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return address.path + (text ? `?${text}` : '');
}

export function findRoute(
  routes: Route<any>[],
  address: Address,
): { route: Route<any>; match: RegExpExecArray } | undefined {
  for (const candidate of routes) {
    const match = candidate.pattern.exec(address.path);
    if (match) return { route: candidate, match };
  }
  return undefined;
}

let go: (href: string, replace: boolean) => void = () => undefined;

/** The app says here how it goes to an address. */
export function onNavigate(handler: (href: string, replace: boolean) => void): void {
  go = handler;
}

export function navigate(href: string, replace = false): void {
  go(href, replace);
}

/** Notes in the address what the view shows by now, where nothing has to be loaded for that. */
export function noteAddress(href: string): void {
  history.replaceState(history.state, '', href);
}

/** The link of this site that an event came from, where a plain click would follow it. */
export function linkOf(event: Event): HTMLAnchorElement | undefined {
  const target = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(target instanceof HTMLAnchorElement)) return undefined;
  if (target.origin !== location.origin || target.target || target.hasAttribute('download'))
    return undefined;
  if (target.pathname.startsWith('/api/')) return undefined;
  return target;
}
