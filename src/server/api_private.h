/* What the files of the API share among themselves. */
#ifndef API_PRIVATE_H
#define API_PRIVATE_H

#include "api.h"
#include "batch.h"
#include "body.h"
#include "export.h"
#include "query.h"
#include "store.h"
#include "work.h"

enum {                                          /* larger ones by the command line */
       WRITTEN_REPORT_LIMIT = 16 * 1024 * 1024, /* bytes of a report's file */
       WRITTEN_TEXT_LIMIT = 4 * 1024 * 1024,    /* … and of its text */
       BATCH_FILES_MOST = 2000,                 /* files that are read by one batch */
       WRITTEN_ENTRY_LIMIT = 1024 * 1024,       /* bytes of what a user states at once */
       WRITTEN_TABLE_LIMIT = 2 * 1024 * 1024,   /* bytes of a table of needs or offers */
       WRITTEN_MARKS_LIMIT = 512 * 1024,        /* bytes of an expert's words on an application */
       WRITTEN_COMMENT_LIMIT = 64 * 1024        /* bytes of a comment as it is sent */
};

/* A report as it was sent, with what the user states of it. */
struct sent_report {
    struct span bytes; /* or text */
    struct report_hint hint;
};

/* What a request is lent: one connection to the registry. */
struct lent {
    struct api *api;
    struct store *store;
    struct field_memory *fields; /* of texts that were met; NULL as well */
    struct word_memory *words;   /* that searches met; NULL where the system has no memory left */
    struct lent *next;           /* while it waits to be lent */
    bool has_seen;               /* store_version() was asked for */
    int64_t seen;
    uint64_t version; /* of the answers that are made of it */
};

const struct api_options *api_options(const struct lent *lent);
struct batches *api_batches(const struct lent *lent);
struct plan_jobs *api_plans(const struct lent *lent);
/* Milliseconds of UTC since 1970, by the clock. */
int64_t api_now(void);
/* The question's frame for an exchange: who asks, of what, when. */
struct query api_query(struct exchange *exchange);
/* The frame of a change: who changes what, when. */
struct work api_work(struct exchange *exchange);
/* Appends "server.parameter_unknown" and returns false where the query string has parameters other
 * than lang and those named, which end with a NULL; a name that ends with a dot stands for all that
 * begin with it. */
bool api_parameters_known(struct exchange *exchange, const char *const *names);
/* The same of one parameter. */
bool api_parameter_known(struct exchange *exchange, struct span given, const char *const *names);
/* Reads the filters of the address, which must be in the set (filter.h); other parameters than
 * those named are unknown. */
struct query_filters;
bool api_take_filters(struct exchange *exchange, const struct query *query, unsigned set,
                      const char *const *others, struct query_filters *filters);
/* Reads offset and limit of the address, at most most; 0 where they are not there. */
bool api_take_page(struct exchange *exchange, int64_t most, size_t *offset, size_t *limit);
/* Reads as_of and known_at of the address. */
bool api_take_days(struct exchange *exchange, struct query *query);
/* The HTTP status of the exchange's first error. */
unsigned api_status(const struct exchange *exchange);

unsigned api_answer_health(struct exchange *exchange);
unsigned api_answer_openapi(struct exchange *exchange);
unsigned api_answer_overview(struct exchange *exchange);
unsigned api_answer_schema(struct exchange *exchange);
unsigned api_answer_list(struct exchange *exchange);
/* Whether the list is asked for as a file. */
bool api_list_is_file(const struct exchange *exchange);
/* Whether format asks for a table as a file, and in which form. */
bool api_table_asked(const struct exchange *exchange, enum export_format *format);
/* Answers with a table; its file is called by the name and the day, and says where rows are
 * missing.
 */
unsigned api_give_table(struct exchange *exchange, const struct query *query,
                        const struct export_done *done, enum export_format form, struct span name);
/* Whether an answer is made in the line of those that take long: all such of the route are. */
bool api_is_long(const struct exchange *exchange);
unsigned api_answer_registry(struct exchange *exchange);
unsigned api_answer_map(struct exchange *exchange);
unsigned api_answer_card(struct exchange *exchange);
unsigned api_answer_facts(struct exchange *exchange);
unsigned api_answer_progress(struct exchange *exchange);
unsigned api_answer_terms(struct exchange *exchange);
unsigned api_answer_report(struct exchange *exchange);
unsigned api_answer_search(struct exchange *exchange);
unsigned api_answer_offers_of_need(struct exchange *exchange);
unsigned api_answer_needs_of_offer(struct exchange *exchange);
unsigned api_make_plan(struct exchange *exchange);
unsigned api_answer_plans(struct exchange *exchange);
unsigned api_answer_plan(struct exchange *exchange);
unsigned api_compare_plans(struct exchange *exchange);
unsigned api_stop_plan(struct exchange *exchange);
unsigned api_answer_suggestions(struct exchange *exchange);
unsigned api_answer_picture(struct exchange *exchange);
unsigned api_answer_neighbours(struct exchange *exchange);
unsigned api_answer_paths(struct exchange *exchange);
unsigned api_answer_conflicts(struct exchange *exchange);
unsigned api_take_table(struct exchange *exchange);
unsigned api_answer_needs_template(struct exchange *exchange);
unsigned api_answer_offers_template(struct exchange *exchange);
unsigned api_answer_brief(struct exchange *exchange);
unsigned api_answer_partners(struct exchange *exchange);
unsigned api_answer_communities(struct exchange *exchange);
unsigned api_answer_queue(struct exchange *exchange);
unsigned api_answer_decisions(struct exchange *exchange);
unsigned api_decide(struct exchange *exchange);
unsigned api_redact(struct exchange *exchange);
unsigned api_add_report(struct exchange *exchange);
unsigned api_try_report(struct exchange *exchange);
unsigned api_answer_account(struct exchange *exchange);
unsigned api_change_own(struct exchange *exchange);
unsigned api_prepare_password(struct exchange *exchange);
unsigned api_change_password(struct exchange *exchange);
unsigned api_answer_tokens(struct exchange *exchange);
unsigned api_add_token(struct exchange *exchange);
unsigned api_revoke_token(struct exchange *exchange);
unsigned api_prepare_login(struct exchange *exchange);
unsigned api_login(struct exchange *exchange);
unsigned api_logout(struct exchange *exchange);
unsigned api_look_invitation(struct exchange *exchange);
unsigned api_prepare_acceptance(struct exchange *exchange);
unsigned api_accept_invitation(struct exchange *exchange);
unsigned api_answer_invitations(struct exchange *exchange);
unsigned api_invite(struct exchange *exchange);
unsigned api_revoke_invitation(struct exchange *exchange);
unsigned api_answer_accounts(struct exchange *exchange);
unsigned api_change_account(struct exchange *exchange);
unsigned api_answer_settings(struct exchange *exchange);
unsigned api_change_settings(struct exchange *exchange);
unsigned api_answer_audit(struct exchange *exchange);
/* Reads a body of JSON into the fields, and knows no parameters of the address. */
bool api_take_body(struct exchange *exchange, struct body_field *fields, size_t count);
/* Reads a field that is a whole number; an empty one leaves it as it is. */
bool api_take_number(struct exchange *exchange, const struct body_field *field, int64_t *number);
/* What is done with a report that was tried: how it would be read, and the id of the report of the
 * registry that has the same text, or NULL. */
typedef void api_tried(struct exchange *exchange, const struct query *query,
                       const struct query_report *report, const char *known);
/* Reads a report as it would be stored, and hands it to use(); false with errors. */
bool api_try(struct exchange *exchange, const struct sent_report *sent, api_tried *use);
unsigned api_open_batch(struct exchange *exchange);
unsigned api_give_file(struct exchange *exchange);
unsigned api_watch_batch(struct exchange *exchange);
unsigned api_stop_batch(struct exchange *exchange);
/* Reads a file of a batch for the API, as batch_reader's read() does. */
bool api_read_file(void *api, const void *file, size_t number, struct buffer *told);
/* Reads the report of a request; false with errors. */
bool api_take_report(struct exchange *exchange, struct sent_report *sent);
unsigned api_date_report(struct exchange *exchange);
unsigned api_withdraw_report(struct exchange *exchange);
unsigned api_add_entry(struct exchange *exchange);
unsigned api_change_entry(struct exchange *exchange);
/* What an entry is stated by: for whom, and in which language; without what is stated. */
struct work_entry_order;
struct work_entry_order api_entry_order(const struct exchange *exchange);
/* Answers with what became of a new entry: 201. */
struct work_entry;
unsigned api_answer_stated(struct exchange *exchange, const struct work_entry *done);
unsigned api_answer_preferred(struct exchange *exchange);
unsigned api_answer_preferred_list(struct exchange *exchange);
unsigned api_open_preferred(struct exchange *exchange);
unsigned api_propose_preferred(struct exchange *exchange);
unsigned api_decide_preferred(struct exchange *exchange);
unsigned api_use_preferred(struct exchange *exchange);
unsigned api_answer_entry(struct exchange *exchange);
unsigned api_withdraw_entry(struct exchange *exchange);
unsigned api_answer_prospects(struct exchange *exchange);
unsigned api_answer_reminders(struct exchange *exchange);
unsigned api_answer_calendar(struct exchange *exchange);
unsigned api_answer_web_feed(struct exchange *exchange);
unsigned api_answer_sessions(struct exchange *exchange);
unsigned api_end_session(struct exchange *exchange);
unsigned api_answer_own_feed(struct exchange *exchange);
unsigned api_make_feed(struct exchange *exchange);
unsigned api_end_feed(struct exchange *exchange);
unsigned api_answer_reviews(struct exchange *exchange);
unsigned api_answer_review(struct exchange *exchange);
unsigned api_answer_marks(struct exchange *exchange);
unsigned api_open_review(struct exchange *exchange);
unsigned api_change_review(struct exchange *exchange);
unsigned api_close_review(struct exchange *exchange);
unsigned api_add_application(struct exchange *exchange);
unsigned api_decide_application(struct exchange *exchange);
unsigned api_add_reviewer(struct exchange *exchange);
unsigned api_assign_reviewer(struct exchange *exchange);
unsigned api_give_marks(struct exchange *exchange);
unsigned api_abstain(struct exchange *exchange);
unsigned api_answer_comments(struct exchange *exchange);
unsigned api_answer_report_comments(struct exchange *exchange);
unsigned api_answer_messages(struct exchange *exchange);
unsigned api_answer_comment(struct exchange *exchange);
unsigned api_answer_mentionables(struct exchange *exchange);
unsigned api_answer_attachment(struct exchange *exchange);
unsigned api_add_comment(struct exchange *exchange);
unsigned api_add_report_comment(struct exchange *exchange);
unsigned api_add_message(struct exchange *exchange);
unsigned api_change_comment(struct exchange *exchange);
unsigned api_withdraw_comment(struct exchange *exchange);
unsigned api_hide_comment(struct exchange *exchange);
unsigned api_add_attachment(struct exchange *exchange);

#endif
