/* The progress of a programme: its measures and indicators, as the faces ask for it and show it
 * (docs/api.md). See query.h on answers and errors. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "query.h"

/* A fact of the programme, with all that proves it. */
struct query_progress_fact {
    struct span id;
    const struct schema_kind *kind;
    struct span name;
    struct query_properties properties;
    double confidence;
    struct date told; /* day of the newest report or entry that tells of it */
    bool is_new;      /* the registry learned of it since the day that was asked for */
};

struct query_progress_facts {
    struct query_progress_fact *items;
    size_t count;
    size_t capacity;
};

/* A measure, and how it stands on the question's day. */
struct query_progress_measure {
    struct query_progress_fact fact;
    struct span standing; /* code: "completed", "cancelled", "late" (its day has passed, and nobody
                             told that it is done), "under_way", "planned", "unsaid" */
    struct span text; /* «срок прошёл 1 марта 2024 г.; нет сообщений с 9 февраля 2015 г.» */
    struct date due;
};

/* A value of an indicator: what was aimed at or reached in a year. */
struct query_progress_value {
    struct span fact;    /* id */
    struct span reading; /* code: "baseline", "target", "actual" */
    struct span reading_text;
    struct date year;
    double number;
    struct query_claim claim;
    struct span figure; /* id of the figure of a report that it was taken from; empty */
    bool is_new;
};

/* A figure of a report that may be a value of an indicator, which nobody has taken over yet. */
struct query_progress_proposal {
    struct span figure; /* id */
    struct span name;
    struct span measure;
    struct span unit;
    struct date year; /* of its time, else of its report */
    bool target;
    double number;
    double confidence;
    struct query_claim claim;
};

struct query_progress_proposals {
    struct query_progress_proposal *items;
    size_t count;
    size_t capacity;
};

struct query_progress_indicator {
    struct span measure;
    struct span unit; /* may be empty */
    struct {
        struct query_progress_value *items; /* by year, then by reading */
        size_t count;
        size_t capacity;
    } values;
    struct query_progress_proposals proposals;
};

/* What the registry learned since a day. */
struct query_progress_change {
    struct span at;   /* ISO 8601, UTC */
    struct span fact; /* id */
    const struct schema_kind *kind;
    struct span name;
    struct span text; /* «Состояние: выполнено; Срок: 2024 г.» */
    struct query_evidences evidence;
};

struct query_progress {
    struct span id;
    struct span name;
    const struct schema_kind *kind;
    struct span summary;
    struct date day;   /* the question's */
    struct date since; /* unset: nobody asked what changed */
    size_t completed;  /* measures */
    size_t late;
    size_t unheard;               /* measures of which no report tells, but entries alone */
    struct query_properties told; /* by facts of the programme's progress, together */
    struct {
        struct query_progress_measure *items; /* the late ones first, then by day */
        size_t count;
        size_t capacity;
    } measures;
    struct {
        struct query_progress_indicator *items;
        size_t count;
        size_t capacity;
    } indicators;
    struct query_progress_proposals figures; /* that are of no indicator yet */
    struct query_progress_facts decisions;
    struct query_progress_facts projects;
    struct {
        struct query_progress_change *items; /* newest first */
        size_t count;
        size_t capacity;
    } changes;
    bool more; /* there are facts that were not looked at */
};

/* How a programme (or whatever else has measures: a document, a cluster) stands on the question's
 * day. since: what the registry learned from this day on is told; unset: nothing is. Errors besides
 * those above: "query.not_programme" (id). */
bool query_progress(const struct query *query, struct span id, struct date since,
                    struct query_progress *progress, struct error *error);
void query_progress_write(const struct query *query, const struct query_progress *progress,
                          struct json *json);

#endif
