/* What an engine of the store is: the table of functions behind store.h. Seen by the engines and
 * store.c alone.
 *
 * Each function does what the function of store.h with the same name says. An engine's own struct
 * begins with a struct store. */
#ifndef ENGINE_H
#define ENGINE_H

#include "redaction.h"
#include "store.h"
#include "store_accounts.h"
#include "store_acts.h"
#include "store_comments.h"
#include "store_facets.h"
#include "store_queue.h"
#include "store_reviews.h"

/* A fact where a report tells of it. */
struct telling_place {
    int64_t fact;
    const struct schema_kind *kind;
    int64_t report;
    uint32_t source;
};

struct telling_places {
    struct telling_place *items;
    size_t count;
    size_t capacity;
};

struct store_engine {
    void (*close)(struct store *store);
    bool (*snapshot_begin)(struct store *, struct error *);
    void (*snapshot_end)(struct store *);
    bool (*version)(struct store *, int64_t *version, struct error *);
    bool (*write_begin)(struct store *, int64_t now, struct error *);
    bool (*write_end)(struct store *, int64_t now, struct error *);
    void (*write_cancel)(struct store *);
    bool (*commit)(struct store *, struct error *);
    bool (*has_queue)(const struct store *);
    bool (*queue_add)(struct store *, const struct queued_report *, size_t count, struct error *);
    bool (*queue_take)(struct store *, size_t limit, struct arena *, struct queued_reports *,
                       bool *empty, struct error *);
    bool (*queue_turn)(struct store *, struct arena *, enum queue_turn *, struct error *);
    bool (*look_ahead)(struct store *, const struct report_look *, size_t count, struct error *);
    bool (*queue_end)(struct store *, int64_t last, struct error *);
    void (*queue_cancel)(struct store *);
    bool (*report_add)(struct store *, const struct new_report *, int64_t *number, struct error *);
    bool (*report_withdraw)(struct store *, int64_t report, struct span author, struct span reason,
                            int64_t now, struct error *);
    bool (*report_restore)(struct store *, int64_t report, struct span author, int64_t now,
                           struct error *);
    bool (*report_erase)(struct store *, int64_t report, struct error *);
    bool (*report_erased)(struct store *, int64_t report, struct error *);
    bool (*compact)(struct store *, struct error *);
    bool (*reports_alike)(struct store *, const uint64_t *bands, size_t count, size_t limit,
                          struct arena *, struct stored_reports *, struct error *);
    bool (*sources_of_last)(struct store *, int64_t report, struct arena *, struct stored_sources *,
                            int64_t *as_of, struct error *);
    bool (*report_supersede)(struct store *, int64_t older, int64_t newer, int64_t now,
                             struct error *);
    bool (*reading_add)(struct store *, const struct new_reading *, struct error *);
    bool (*report_state)(struct store *, int64_t report, const struct report_statement *,
                         struct span author, int64_t now, bool *changed, struct error *);
    bool (*claim_decide)(struct store *, int64_t report, uint32_t claim, enum claim_state,
                         struct span author, struct span reason, int64_t now, struct error *);
    bool (*identity_decide)(struct store *, int64_t report, uint32_t source, int64_t *canonical,
                            struct span author, struct span reason, int64_t now, struct error *);
    bool (*canonical_merge)(struct store *, int64_t from, int64_t to, struct span author,
                            struct span reason, int64_t now, struct error *);
    bool (*act)(struct store *, const struct new_act *, int64_t now, int64_t *number,
                struct error *);
    bool (*acts)(struct store *, int64_t canonical, int64_t before, size_t limit, struct arena *,
                 struct stored_acts *, struct error *);
    bool (*additions)(struct store *, int64_t report, struct arena *, struct stored_additions *,
                      struct error *);
    bool (*act_of)(struct store *, int64_t number, struct arena *, struct stored_act *, bool *found,
                   struct error *);
    bool (*differ)(struct store *, int64_t one, int64_t other, bool *, struct error *);
    bool (*doubts)(struct store *, size_t offset, size_t limit, struct arena *,
                   struct stored_doubts *, struct error *);
    bool (*doubt)(struct store *, int64_t number, struct arena *, struct stored_doubt *, bool *open,
                  bool *found, struct error *);
    bool (*report)(struct store *, int64_t number, struct arena *, struct stored_report *,
                   bool *found, struct error *);
    bool (*report_by_id)(struct store *, struct span id, struct arena *, struct stored_report *,
                         bool *found, struct error *);
    bool (*report_by_digest)(struct store *, const struct digest *, struct arena *,
                             struct stored_report *, bool *found, struct error *);
    bool (*report_by_path)(struct store *, struct span path, struct arena *, struct stored_report *,
                           bool *found, struct error *);
    bool (*report_versions)(struct store *, struct span path, size_t limit, struct arena *,
                            struct stored_reports *, struct error *);
    bool (*report_text)(struct store *, int64_t number, struct arena *, struct span *text,
                        struct error *);
    bool (*report_texts)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                         struct span *texts, struct error *);
    bool (*reports)(struct store *, int64_t before, bool newest_first, bool superseded,
                    size_t limit, struct arena *, struct stored_reports *, struct error *);
    bool (*entities)(struct store *, const struct entities_wanted *, struct arena *,
                     struct stored_entities *, struct error *);
    bool (*entity)(struct store *, int64_t number, struct arena *, struct stored_entity *,
                   bool *found, struct error *);
    bool (*entities_search)(struct store *, const struct search_query *, size_t limit,
                            struct arena *, struct stored_entities *, struct error *);
    bool (*candidates)(struct store *, uint64_t key, size_t limit, struct arena *,
                       struct stored_entities *, struct error *);
    bool (*profile)(struct store *, int64_t number, struct arena *, struct stored_profile *,
                    bool *found, struct error *);
    bool (*candidates_of)(struct store *, struct key_candidates *, size_t count, size_t limit,
                          struct arena *, struct error *);
    bool (*profiles)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                     struct stored_profile *, struct error *);
    bool (*facts_of_pairs)(struct store *, struct pair_facts *, size_t count,
                           const struct schema_kind *, size_t limit, struct arena *,
                           struct error *);
    bool (*facts_between)(struct store *, int64_t first, int64_t second, const struct schema_kind *,
                          size_t limit, struct arena *, struct stored_entities *, struct error *);
    bool (*facts_of_office)(struct store *, int64_t body, struct span office, size_t limit,
                            struct arena *, struct stored_entities *, struct error *);
    bool (*reports_since)(struct store *, const int64_t *canonicals, size_t count,
                          struct date after, struct date until, size_t most, size_t *number,
                          struct error *);
    bool (*claims)(struct store *, const int64_t *canonicals, size_t count,
                   const struct claims_wanted *, struct arena *, struct stored_claims *,
                   struct error *);
    bool (*claims_of_report)(struct store *, int64_t report, const struct claims_wanted *,
                             struct arena *, struct stored_claims *, struct error *);
    bool (*facts_naming)(struct store *, int64_t canonical, const struct namings_wanted *,
                         struct arena *, struct stored_namings *, struct error *);
    /* Adds the places where reports tell of a fact. */
    bool (*telling_places)(struct store *, int64_t fact, int64_t as_of, struct arena *,
                           struct telling_places *, struct error *);
    /* What is told at the places, which are sorted and left once each: by fact, of one the newest
     * report first. */
    bool (*tellings_at)(struct store *, struct telling_places *, int64_t as_of, struct arena *,
                        struct stored_tellings *, struct error *);
    bool (*tellings_newest)(struct store *, const struct tellings_wanted *, struct arena *,
                            const struct tellings_taker *, bool *more, struct error *);
    bool (*sources)(struct store *, int64_t after, size_t limit, bool facts, struct arena *,
                    struct stored_sources *, struct error *);
    bool (*sources_of_report)(struct store *, int64_t report, struct arena *,
                              struct stored_sources *, struct error *);
    bool (*evidence_many)(struct store *, struct stored_claim *const *, size_t count,
                          struct arena *, struct error *);
    bool (*entities_of)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                        struct stored_entity *, struct error *);
    bool (*reports_of)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                       struct stored_report *, struct error *);
    bool (*report_frames)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                          struct stored_report *, struct error *);
    bool (*sources_of_entity)(struct store *, int64_t canonical, int64_t as_of, struct date until,
                              size_t limit, struct arena *, struct stored_sources *,
                              struct error *);
    bool (*mentions)(struct store *, int64_t report, struct arena *, struct stored_mentions *,
                     struct error *);
    bool (*credits)(struct store *, int64_t report, struct arena *, struct stored_credits *,
                    struct error *);
    bool (*search)(struct store *, const struct search_query *, size_t offset, size_t limit,
                   struct arena *, struct search_hits *, struct error *);
    bool (*counts)(struct store *, struct arena *, struct store_counts *, struct error *);
    bool (*listed)(struct store *, const struct listed_wanted *, struct arena *,
                   struct listed_entities *, struct error *);
    bool (*listed_count)(struct store *, const struct listed_wanted *, size_t most, size_t *count,
                         struct error *);
    bool (*facts_paired)(struct store *, int64_t canonical, const struct schema_kind *,
                         const struct schema_property *, size_t limit, struct arena *,
                         struct stored_numbers *, struct error *);
    bool (*listed_rows)(struct store *, const struct listed_wanted *, size_t most, struct arena *,
                        struct listed_rows *, struct error *);
    bool (*listed_texts)(struct store *, const struct schema_kind *, const struct schema_property *,
                         const int64_t *numbers, size_t count, struct arena *,
                         struct listed_texts *, struct stored_numbers *decided, struct error *);
    bool (*told_since)(struct store *, struct store_moment *, struct arena *,
                       struct stored_numbers *told, bool *all, struct error *);
    bool (*listed_tallies)(struct store *, const struct schema_kind *, enum listed_tally,
                           struct arena *, struct listed_values *, struct error *);
    bool (*entities_of_reports)(struct store *, const int64_t *reports, size_t count,
                                const struct schema_kind *const *kinds, size_t kind_count,
                                struct arena *, struct stored_numbers *, struct error *);
    bool (*search_reports)(struct store *, const struct search_query *, size_t limit,
                           struct arena *, struct stored_numbers *, struct error *);
    bool (*reports_listed)(struct store *, const struct listed_days *, bool reverse,
                           const struct listed_after *, size_t offset, size_t limit, struct arena *,
                           struct stored_reports *, struct error *);
    bool (*reports_listed_count)(struct store *, const struct listed_days *, size_t most,
                                 size_t *count, struct error *);
    bool (*facts_rejected)(struct store *, const struct schema_kind *const *kinds,
                           size_t kind_count, struct arena *, struct stored_numbers *,
                           struct error *);
    bool (*facts_standing)(struct store *, const int64_t *numbers, size_t count, struct arena *,
                           struct fact_standing *, struct error *);
    bool (*reports_wanted)(struct store *, const struct report_filter *, bool reverse,
                           const struct listed_after *, size_t offset, size_t limit, struct arena *,
                           struct stored_reports *, size_t *total, struct report_facets *,
                           struct error *);
    bool (*report_counts)(struct store *, struct store_counts *, struct error *);
    /* Whether what reports are filtered by is there; makes it. */
    bool (*is_counted)(struct store *, bool *counted, struct error *);
    bool (*count)(struct store *, struct error *);
    bool (*rebuild_begin)(struct store *, struct error *);
    bool (*rebuild_next)(struct store *, struct arena *, struct rebuild_reading *, bool *found,
                         struct error *);
    bool (*rebuild_add)(struct store *, const struct rebuild_reading *, const struct span *lemmas,
                        const struct new_token *, size_t token_count, struct error *);
    bool (*rebuild_end)(struct store *, bool *again, struct error *);
    bool (*copy)(struct store *from, struct store *to, struct error *);
    bool (*backup)(struct store *, const struct store_going *, int *file, struct error *);
    bool (*redactions)(struct store *, const struct redactions **, struct error *);
    bool (*redaction_key)(struct store *, bool make, unsigned char[DIGEST_KEY_SIZE],
                          struct error *);
    bool (*strings_of_report)(struct store *, int64_t report, struct arena *,
                              struct stored_strings *, struct error *);
    bool (*names_ever)(struct store *, int64_t canonical, struct arena *, struct stored_strings *,
                       struct error *);
    bool (*redaction_add)(struct store *, const struct new_redaction *, int64_t now,
                          int64_t *number, struct error *);
    bool (*redact_report)(struct store *, const struct redacted_report *, struct redacting *,
                          struct arena *, struct error *);
    bool (*redact_rest)(struct store *, struct redacting *, struct arena *, struct error *);
    bool (*redacted_text_add)(struct store *, int64_t report, const struct digest *,
                              struct error *);
    bool (*redaction_pending)(struct store *, bool *, struct error *);
    bool (*redactions_complete)(struct store *, struct error *);
    bool (*account_add)(struct store *, const struct stored_account *, int64_t *number,
                        struct error *);
    bool (*account_change)(struct store *, const struct stored_account *, struct error *);
    bool (*account)(struct store *, struct span name, int64_t number, struct arena *,
                    struct stored_account *, bool *found, struct error *);
    bool (*accounts)(struct store *, struct arena *, struct stored_accounts *, struct error *);
    bool (*secret_add)(struct store *, const struct stored_secret *, int64_t *number,
                       struct error *);
    bool (*secret)(struct store *, enum secret_kind, const struct digest *, int64_t number,
                   struct arena *, struct stored_secret *, bool *found, struct error *);
    bool (*secrets)(struct store *, enum secret_kind, int64_t account, struct arena *,
                    struct stored_secrets *, struct error *);
    bool (*secret_change)(struct store *, const struct stored_secret *, struct error *);
    bool (*sessions_end)(struct store *, int64_t account, int64_t but, int64_t now, struct error *);
    bool (*setting)(struct store *, enum setting, struct arena *, struct span *value,
                    struct error *);
    bool (*setting_put)(struct store *, enum setting, struct span value, struct error *);
    bool (*audit_add)(struct store *, const struct new_audit *, int64_t now, struct error *);
    bool (*audits)(struct store *, struct span author, int64_t before, size_t limit, struct arena *,
                   struct stored_audits *, struct error *);
    bool (*audit_head)(struct store *, struct digest *, int64_t *count, struct error *);
    bool (*audit_find)(struct store *, const struct digest *, int64_t *number, struct error *);
    bool (*comment_add)(struct store *, const struct stored_comment *, int64_t *number,
                        struct error *);
    bool (*comment_change)(struct store *, const struct stored_comment *, struct span words,
                           int64_t at, struct error *);
    bool (*comment_erase)(struct store *, int64_t number, struct error *);
    bool (*comment_mention)(struct store *, int64_t number, const int64_t *accounts, size_t count,
                            struct error *);
    bool (*comment)(struct store *, int64_t number, struct arena *, struct stored_comment *,
                    bool *found, struct error *);
    bool (*wordings)(struct store *, int64_t number, struct arena *, struct stored_wordings *,
                     struct error *);
    bool (*comments)(struct store *, const struct comments_wanted *, struct arena *,
                     struct stored_comments *, struct error *);
    bool (*comments_count)(struct store *, const struct comments_wanted *, int64_t *count,
                           struct error *);
    bool (*comments_by)(struct store *, struct span author, struct arena *,
                        struct stored_comments *, struct error *);
    bool (*comments_to)(struct store *, int64_t account, struct span author, int64_t since,
                        size_t limit, struct arena *, struct stored_notes *, struct error *);
    bool (*attachment_add)(struct store *, const struct stored_attachment *, int64_t *number,
                           struct error *);
    bool (*attachment)(struct store *, int64_t number, struct arena *, struct stored_attachment *,
                       bool *found, struct error *);
    bool (*attachments)(struct store *, int64_t comment, struct arena *,
                        struct stored_attachments *, struct error *);
    bool (*review_add)(struct store *, const struct stored_review *, int64_t *number,
                       struct error *);
    bool (*review_change)(struct store *, const struct stored_review *, struct error *);
    bool (*application_add)(struct store *, int64_t review, const struct stored_application *,
                            int64_t *number, struct error *);
    bool (*reviewer_add)(struct store *, int64_t review, const struct stored_reviewer *,
                         int64_t *number, struct error *);
    bool (*assignment_add)(struct store *, const struct stored_assignment *, int64_t *number,
                           struct error *);
    bool (*conflict_add)(struct store *, const struct stored_conflict *, struct error *);
    bool (*assignment_change)(struct store *, const struct stored_assignment *, struct error *);
    bool (*mark_add)(struct store *, const struct stored_mark *, struct error *);
    bool (*verdict_add)(struct store *, const struct stored_verdict *, struct error *);
    bool (*review)(struct store *, int64_t number, struct arena *, struct stored_review *,
                   bool *found, struct error *);
    bool (*review_parts)(struct store *, int64_t review, struct arena *,
                         struct stored_review_parts *, struct error *);
    bool (*marks)(struct store *, int64_t assignment, struct arena *, struct stored_marks *,
                  struct error *);
    bool (*reviews)(struct store *, const struct reviews_wanted *, struct arena *,
                    struct stored_reviews *, struct error *);
    bool (*private_count)(struct store *, int64_t *comments, int64_t *files, struct error *);
    bool (*check)(struct store *, struct error *);
    bool (*dump)(struct store *, bool times, struct buffer *out, struct error *);
};

struct store {
    const struct store_engine *engine;
    const struct schema *schema;
};

/* Opens a SQLite file; see store_open(). */
bool sqlite_store_open(struct store **store, const char *path, enum store_mode mode,
                       const struct schema *schema, struct error *error);

/* Whether a place is the URL of a PostgreSQL database. */
bool postgres_is_url(const char *place);
/* The URL for people, without its password. */
void postgres_place_write(const char *place, struct buffer *out);
/* Opens a schema of a PostgreSQL database. */
bool postgres_store_open(struct store **store, const char *place, enum store_mode mode,
                         const struct schema *schema, struct error *error);

#endif
