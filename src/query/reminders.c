/* Reminders: days of facts, by lists, and what others wrote. */
#include "reminders.h"

#include <stdlib.h>

#include "ties.h"
#include "write.h"

static const char *const codes[REMINDER_KINDS] = {"due", "ending", "event"};

/* Which days are told of. A fact whose choice is one of the done is not late any more, and nothing
 * of it is to come. */
static const struct dated {
    const char *list;
    const char *day;
    enum reminder_kind kind;
    const char *choice; /* property */
    const char *done;   /* its values, with spaces around them */
} dated[] = {
    {"agreements", "due", REMINDER_DUE, "status", " signed in_force extended ended "},
    {"agreements", "until", REMINDER_ENDING, "status", " ended "},
    {"measure", "due", REMINDER_DUE, "status", " completed cancelled "},
    {"projects", "end", REMINDER_DUE, "stage", " completed "},
    {"membership", "until", REMINDER_ENDING, "status", " ended declined "},
    {"benefit", "until", REMINDER_ENDING, NULL, NULL},
    {"application", "until", REMINDER_ENDING, "outcome", " refused withdrawn "},
    {"programme", "until", REMINDER_ENDING, NULL, NULL},
    {"preferred_item", "until", REMINDER_ENDING, "outcome", " refused left "},
    {"preferred_list", "until", REMINDER_ENDING, NULL, NULL},
    {"training", "start", REMINDER_EVENT, "status", " cancelled "},
    {"team", "start", REMINDER_EVENT, "status", " completed cancelled "},
    {"team", "end", REMINDER_ENDING, "status", " completed cancelled "},
    {"meeting", "date", REMINDER_EVENT, NULL, NULL},
};

struct gathering {
    const struct query *query;
    const struct query_reminders_request *request;
    struct query_reminders *reminders;
    struct error *error;
};

/* ---- rows of lists ---- */

static const struct query_values *cell_of(const struct query_list *list,
                                          const struct query_row *row, const char *column)
{
    for (size_t i = 0; i < list->column_count; i++)
        if (span_equal(list->columns[i].name, span_of(column)))
            return &row->cells[i];
    return NULL;
}

static struct span column_label(const struct query_list *list, const char *column)
{
    for (size_t i = 0; i < list->column_count; i++)
        if (span_equal(list->columns[i].name, span_of(column)))
            return list->columns[i].label;
    return SPAN("");
}

static bool is_done(const struct query *query, const struct dated *of,
                    const struct query_list *list, const struct query_row *row)
{
    const struct query_values *cell = of->choice ? cell_of(list, row, of->choice) : NULL;
    for (size_t i = 0; cell && i < cell->count; i++) {
        struct span code =
            arena_format(query->arena, " %.*s ", SPAN_ARGS(cell->items[i].plain.text));
        if (span_find(span_of(of->done), code, 0) != SIZE_MAX)
            return true;
    }
    return false;
}

static struct query_value row_value(const struct query_row *row)
{
    return (struct query_value){.type = row->kind->is_fact ? VALUE_FACT : VALUE_ENTITY,
                                .text = row->name,
                                .entity = row->id,
                                .kind = row->kind};
}

/* Since when the registry knows of the fact's day: a question about one fact. */
static bool known_find(const struct gathering *gathering, struct span id, struct span property,
                       int64_t *known_at)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims;
    int64_t number;
    *known_at = 0;
    if (!canonical_read(id, &number))
        return true;
    if (!store_claims(gathering->query->store, &number, 1, &wanted, gathering->query->arena,
                      &claims, gathering->error))
        return false;
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, property) &&
            claims.items[i].known_from > *known_at)
            *known_at = claims.items[i].known_from;
    return true;
}

/* What has passed is told of where it was to be done; what ended or took place is over. */
static struct date first_of(const struct gathering *gathering, enum reminder_kind kind)
{
    return kind == REMINDER_DUE ? gathering->reminders->from : gathering->query->today;
}

static bool is_told(const struct gathering *gathering, enum reminder_kind kind, struct date day)
{
    return date_compare(day, first_of(gathering, kind)) >= 0 &&
           date_compare(day, gathering->reminders->until) <= 0;
}

static bool reminder_add(struct gathering *gathering, const struct dated *of,
                         const struct query_list *list, const struct query_row *row,
                         const struct query_value *value)
{
    struct date date = value->plain.date;
    const struct query *query = gathering->query;
    bool event = of->kind == REMINDER_EVENT;
    struct date day = event ? date_first_day(date) : date_last_day(date);
    if (!date_is_set(date) || !is_told(gathering, of->kind, day))
        return true;
    struct query_reminder *reminder = ARRAY_PUSH(query->arena, &gathering->reminders->days);
    const char *key = arena_format(query->arena, "query.reminder.%s", codes[of->kind]).data;
    *reminder = (struct query_reminder){.kind = of->kind,
                                        .code = codes[of->kind],
                                        .label = QUERY_TEXT(query, key),
                                        .fact = row_value(row),
                                        .property = span_of(of->day),
                                        .property_label = column_label(list, of->day),
                                        .date = date,
                                        .day = day,
                                        .late = date_compare(day, query->today) < 0};
    /* A reckoned day is known of since its length of time is. */
    const struct schema_property *told = schema_property_find(row->kind, reminder->property);
    bool lasting = value->reckoned && told;
    return known_find(gathering, row->id, lasting ? told->lasting->name : reminder->property,
                      &reminder->known_at);
}

/* Asks for rows of a list whose day is between two. */
static bool rows_find(const struct gathering *gathering, const char *list, const char *day,
                      struct date from, struct date until, struct query_list *found)
{
    const struct query *query = gathering->query;
    char first[DATE_TEXT], last[DATE_TEXT];
    struct query_filter between = {
        span_of(day),
        arena_format(query->arena, "%s..%s", date_write(from, first), date_write(until, last))};
    const struct query_list_request request = {.name = span_of(list),
                                               .filters = &between,
                                               .filter_count = 1,
                                               .entity = gathering->reminders->entity,
                                               .sort = span_of(day),
                                               .limit = REMINDER_ROWS};
    if (!query_list(query, &request, found, gathering->error))
        return false;
    gathering->reminders->cut |= found->total > found->rows.count;
    return true;
}

static bool dated_gather(struct gathering *gathering, const struct dated *of)
{
    struct query_list list;
    if (!rows_find(gathering, of->list, of->day, first_of(gathering, of->kind),
                   gathering->reminders->until, &list))
        return false;
    for (size_t i = 0; i < list.rows.count; i++) {
        const struct query_row *row = &list.rows.items[i];
        const struct query_values *cell = cell_of(&list, row, of->day);
        if (!cell || !cell->count || is_done(gathering->query, of, &list, row))
            continue;
        if (!reminder_add(gathering, of, &list, row, &cell->items[0]))
            return false;
    }
    return true;
}

static int by_day(const void *left, const void *right)
{
    const struct query_reminder *one = left, *other = right;
    int order = date_compare(one->day, other->day);
    order = order ? order : span_compare(one->fact.entity, other->fact.entity);
    return order ? order : span_compare(one->property, other->property);
}

static bool days_gather(struct gathering *gathering)
{
    struct query_reminders *reminders = gathering->reminders;
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++)
        if (!dated_gather(gathering, &dated[i]))
            return false;
    if (reminders->days.count)
        qsort(reminders->days.items, reminders->days.count, sizeof *reminders->days.items, by_day);
    reminders->cut |= reminders->days.count > REMINDERS_MOST;
    if (reminders->days.count > REMINDERS_MOST)
        reminders->days.count = REMINDERS_MOST;
    return true;
}

/* ---- what others wrote ---- */

static bool note_add(struct gathering *gathering, struct lookup *lookup,
                     const struct stored_note *note)
{
    const struct query *query = gathering->query;
    const struct query_asker *asker = &gathering->request->asker;
    struct query_comment comment;
    bool for_him = note->comment.audience == AUDIENCE_ALL;
    if (!for_him && asker->organization &&
        !store_is_party(query->store, note->comment.entity, asker->organization, query->arena,
                        &for_him, gathering->error))
        return false;
    if (!for_him)
        return true;
    if (!query_comment_show(query, asker, &note->comment, &comment, gathering->error))
        return false;
    struct comment_place on =
        comment_place_show(lookup, note->comment.entity, note->comment.report);
    comment.entity = on.entity;
    comment.report = on.report;
    comment.on = on.name;
    comment.mention = note->mentions;
    *ARRAY_PUSH(query->arena, &gathering->reminders->notes) = comment;
    return lookup_fine(lookup);
}

static bool notes_gather(struct gathering *gathering, int64_t days)
{
    static const int64_t day = 24LL * 3600 * 1000;
    const struct query *query = gathering->query;
    const struct query_reminders_request *request = gathering->request;
    struct stored_notes notes;
    struct lookup lookup;
    if (!request->asker.author.size)
        return true;
    if (!store_comments_to(query->store, request->account, request->asker.author,
                           request->now - days * day, REMINDER_NOTES_MOST, query->arena, &notes,
                           gathering->error))
        return false;
    lookup_init(&lookup, query, gathering->error);
    for (size_t i = 0; i < notes.count; i++)
        if (!note_add(gathering, &lookup, &notes.items[i]))
            return false;
    return true;
}

/* ---- all of it ---- */

/* Whoever acts for an organization is told of what that has a part in. */
static bool entity_take(struct gathering *gathering)
{
    const struct query_reminders_request *request = gathering->request;
    struct lookup lookup;
    if (!request->asker.organization || request->all)
        return true;
    lookup_init(&lookup, gathering->query, gathering->error);
    struct query_value value = entity_value_show(&lookup, request->asker.organization);
    gathering->reminders->entity = value.entity;
    gathering->reminders->entity_name = value.text;
    return lookup_fine(&lookup);
}

static struct span summary_make(const struct query *query, const struct query_reminders *reminders)
{
    size_t late = 0;
    for (size_t i = 0; i < reminders->days.count; i++)
        late += reminders->days.items[i].late;
    size_t count = reminders->days.count + reminders->notes.count;
    if (!count)
        return QUERY_TEXT(query, "query.reminders.none");
    struct span text =
        QUERY_TEXT(query, "query.reminders", "count", number_show(query, count).data);
    if (!late)
        return text;
    return arena_format(query->arena, "%.*s %.*s", SPAN_ARGS(text),
                        SPAN_ARGS(QUERY_TEXT(query, "query.reminders.late", "count",
                                             number_show(query, late).data)));
}

bool query_reminders(const struct query *query, const struct query_reminders_request *request,
                     struct query_reminders *reminders, struct error *error)
{
    struct gathering gathering = {query, request, reminders, error};
    int64_t days = request->days ? request->days : REMINDER_DAYS;
    *reminders = (struct query_reminders){.from = date_add_days(query->today, (int)-days),
                                          .until = date_add_days(query->today, (int)days)};
    if (!entity_take(&gathering) || !days_gather(&gathering) || !notes_gather(&gathering, days))
        return false;
    reminders->summary = summary_make(query, reminders);
    return true;
}

/* ---- as JSON ---- */

static void reminder_write(const struct query *query, const struct query_reminder *reminder,
                           struct json *json)
{
    json_object_begin(json);
    key_text(json, "kind", span_of(reminder->code));
    key_text(json, "label", reminder->label);
    json_key(json, "fact");
    value_write(&reminder->fact, json);
    key_text(json, "property", reminder->property);
    key_text(json, "property_label", reminder->property_label);
    key_date(query, json, "date", reminder->date);
    key_flag(json, "late", reminder->late);
    json_object_end(json);
}

static void note_write(const struct query_comment *note, struct json *json)
{
    json_object_begin(json);
    key_text(json, "kind", note->mention ? SPAN("mention") : SPAN("answer"));
    key_text(json, "entity", note->entity);
    key_text(json, "report", note->report);
    key_text(json, "name", note->on);
    key_flag(json, "parties", note->parties);
    json_key(json, "comment");
    query_comment_write(note, json);
    json_object_end(json);
}

void query_reminders_write(const struct query *query, const struct query_reminders *reminders,
                           struct json *json)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    json_object_begin(json);
    key_text(json, "summary", reminders->summary);
    key_text(json, "entity", reminders->entity);
    key_text(json, "entity_name", reminders->entity_name);
    key_text(json, "from", span_of(date_write(reminders->from, from)));
    key_text(json, "until", span_of(date_write(reminders->until, until)));
    key_flag(json, "cut", reminders->cut);
    json_key(json, "days");
    json_array_begin(json);
    for (size_t i = 0; i < reminders->days.count; i++)
        reminder_write(query, &reminders->days.items[i], json);
    json_array_end(json);
    json_key(json, "notes");
    json_array_begin(json);
    for (size_t i = 0; i < reminders->notes.count; i++)
        note_write(&reminders->notes.items[i], json);
    json_array_end(json);
    json_object_end(json);
}
