// Reminders: docs/members.md.
import type { Comment } from '../comments/model';
import type { Value } from '../model';

export interface Reminder {
  kind: 'due' | 'ending' | 'event';
  label: string;
  fact: Value;
  property: string;
  property_label: string;
  date: string;
  date_text: string;
  late: boolean;
}

export interface Note {
  kind: 'mention' | 'answer';
  /** That on whose card it is, or the report on whose page. */
  entity: string | null;
  report: string | null;
  name: string;
  parties: boolean;
  comment: Comment;
}

export interface Reminders {
  summary: string;
  /** The organization whose facts alone are told of. */
  entity: string | null;
  entity_name: string | null;
  from: string;
  until: string;
  cut: boolean;
  days: Reminder[];
  notes: Note[];
}

export interface Feed {
  made_at: string | null;
  /** The addresses, when they are made, and never again. */
  calendar?: string;
  feed?: string;
}
