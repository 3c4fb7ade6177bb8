/* What the commands that ask a registry share: opening it, and answering as JSON or as text. */
#ifndef ASK_H
#define ASK_H

#include "command.h"
#include "filter.h"

/* A registry that is open for questions. */
struct ask {
    struct invocation *invocation;
    struct query query;
    bool json;
    struct schema *schema;
    struct morphology *morphology;
    struct reference *reference;
    struct fields *fields;
    struct products *products; /* opened by the questions that need them: ask_products() */
};

/* Opens the registry of --registry for reading, with what the questions need, reads --format,
 * --today, --as-of and --known-at, and has it answered; errors are told. The exit code. */
int ask_run(struct invocation *invocation, int (*answer)(struct ask *ask));

/* Opens what products are called, for query.products; false with an error. */
bool ask_products(struct ask *ask);

/* The filters that are given as options of their names (filter.h). */
void options_filter(const struct invocation *invocation, struct query_filters *filters);
#define OPTION_KIND_FILTER                                                                         \
    {                                                                                              \
        "kind", 0, "command.argument.kind", "command.filter.option.kind"                           \
    }
#define OPTIONS_FILTER_ENTITIES                                                                    \
    {"entity", 0, "command.argument.id", "command.filter.option.entity"},                          \
        {"party", 0, "command.argument.id", "command.filter.option.party"},                        \
        {"person", 0, "command.argument.id", "command.filter.option.person"},                      \
    {                                                                                              \
        "cluster", 0, "command.argument.id", "command.filter.option.cluster"                       \
    }
#define OPTIONS_FILTER_PLACES                                                                      \
    {"region", 0, "command.argument.region", "command.list.option.region"},                        \
    {                                                                                              \
        "district", 0, "command.argument.district", "command.list.option.district"                 \
    }
#define OPTIONS_FILTER_REPORTS                                                                     \
    OPTION_KIND_FILTER, OPTIONS_FILTER_ENTITIES, OPTIONS_FILTER_PLACES,                            \
        {"date", 0, "command.argument.dates", "command.filter.option.date"},                       \
    {                                                                                              \
        "source", 0, "command.argument.text", "command.filter.option.source"                       \
    }

/* Ends a question that failed: one that was asked wrongly is explained, with the exit code of it.
 */
int ask_failed(struct ask *ask);
/* The id of the entry that an operand gives, by its id or its name in any case: of several of the
 * name that of which most reports tell; empty where the operand is not there. False with an error
 * where there is none. */
bool ask_entry(struct ask *ask, size_t operand, struct span *id);
/* Whether the first thing that went wrong has the key. */
bool ask_failed_by(const struct ask *ask, const char *key);
/* Prints a line of JSON and releases its buffer; one that grew too large fails the output. */
void json_print(struct buffer *line);
/* Prints what write() makes of answer, as one line of JSON. */
#define ASK_PRINT_JSON(ask, write, answer)                                                         \
    do {                                                                                           \
        struct buffer ask_buffer;                                                                  \
        struct json ask_json;                                                                      \
        buffer_init(&ask_buffer, ASK_JSON_LIMIT);                                                  \
        json_init(&ask_json, &ask_buffer);                                                         \
        write(&(ask)->query, (answer), &ask_json);                                                 \
        json_print(&ask_buffer);                                                                   \
    } while (0)
enum { ASK_JSON_LIMIT = 512 * 1024 * 1024 };

/* The texts of values, one after another. */
struct span values_text(struct ask *ask, const struct query_values *values);
/* The parts that are not empty, with two spaces between them. */
struct span parts_join(struct ask *ask, const struct span *parts, size_t count);
/* Prints a list as a table with the name and those of its columns that have any value. */
void list_print(struct ask *ask, const struct query_list *list);
/* A date as people write it; empty where none is set. */
struct span date_text(struct ask *ask, struct date date);
/* Prints «цитата» (002, 9 февраля 2015 г., знаки 10–28) after indent spaces. */
void evidence_print(struct ask *ask, const struct query_evidence *evidence, size_t indent);
/* What people know a registry by: the file's name without its folders, or the URL without its
 * password. */
struct span registry_name(const char *place, struct arena *arena);
/* The day of the clock, here. */
struct date clock_today(void);

#endif
