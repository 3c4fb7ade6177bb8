/* Reminders: what somebody should look at. Days that come or have passed (of agreements, measures,
 * projects, terms, meetings), and what others wrote to him. */
#ifndef REMINDERS_H
#define REMINDERS_H

#include "comments.h"

enum reminder_kind {
    REMINDER_DUE,    /* something is to be done by a day */
    REMINDER_ENDING, /* something holds until a day */
    REMINDER_EVENT,  /* something takes place on a day */
    REMINDER_KINDS
};

enum {
    REMINDER_DAYS = 30, /* ahead, and back for what is late */
    REMINDER_DAYS_MOST = 366,
    REMINDER_ROWS = 500,     /* of a list that are looked at for one kind of day, the first */
    REMINDERS_MOST = 500,    /* those that come first */
    REMINDER_NOTES_MOST = 50 /* of what others wrote, the newest */
};

/* A day of a fact. */
struct query_reminder {
    enum reminder_kind kind;
    const char *code; /* "due", "ending", "event" */
    struct span label;
    struct query_value fact;
    struct span property; /* of the fact: "until" */
    struct span property_label;
    struct date date; /* as it is known */
    struct date day;  /* the last that it may mean, of events the first */
    bool late;        /* it has passed, and nothing says that it was done */
    int64_t known_at; /* time since which the registry knows of the day */
};

struct query_reminders {
    struct span summary;
    struct span entity; /* id of the organization whose facts are told of; empty: all */
    struct span entity_name;
    struct date from; /* days that are told of */
    struct date until;
    bool cut; /* there are more */
    struct {
        struct query_reminder *items; /* by day */
        size_t count;
        size_t capacity;
    } days;
    struct {
        struct query_comment *items; /* with entity and entity_name; the newest first */
        size_t count;
        size_t capacity;
    } notes;
};

struct query_reminders_request {
    struct query_asker asker;
    int64_t account; /* whose mentions are told of; 0: nobody's */
    bool all;        /* of all facts, though he acts for an organization */
    int64_t days;    /* ahead and back; 0: REMINDER_DAYS */
    int64_t now;     /* time */
};

bool query_reminders(const struct query *query, const struct query_reminders_request *request,
                     struct query_reminders *reminders, struct error *error);
void query_reminders_write(const struct query *query, const struct query_reminders *reminders,
                           struct json *json);

#endif
