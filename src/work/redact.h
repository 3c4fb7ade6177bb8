/* Redacting personal data, for good. */
#ifndef REDACT_H
#define REDACT_H

#include "json.h"
#include "message.h"
#include "work.h"

/* What a user wants redacted. */
struct work_redact_order {
    struct span what;   /* id of an entity: all its names; of a claim ("7.12"): its value, a text or
                           an   entity; else words */
    struct span reason; /* in the user's words */
    bool force;         /* do it; else it is only counted */
};

/* What was redacted, or would be. */
struct work_redaction {
    bool done;
    bool complete;  /* an interrupted redaction was brought to its end */
    int64_t number; /* of the decision */
    size_t entities;
    size_t reports;
    size_t places; /* in their texts */
    size_t claims;
    size_t strings;   /* in decisions, reasons and the like */
    struct span *ids; /* of the entities, at most WORK_REDACTION_IDS */
    size_t id_count;
};

enum { WORK_REDACTION_IDS = 20 };

/* Replaces a value by a mark with its keyed digest, in texts, names, values, decisions and history,
 * and in all reports to come; it cannot be undone. The change is one transaction; then the derived
 * tables are made again and the registry is written anew, which takes as long as it is large. Where
 * that was interrupted, the next call ends it. Errors: "work.missing_words", "work.unknown_entity"
 * (id), "work.bad_claim" (claim), "registry.no_claim" (claim), "work.not_text" (claim),
 * "work.redacted_already" (id), "resolve.redact_short" (words), "resolve.redact_long" (words),
 * those of the store. */
bool work_redact(const struct work *work, const struct work_redact_order *order,
                 struct work_redaction *redaction, struct error *error);

/* Writes it as one JSON object: docs/api.md. */
void work_redaction_write(const struct work_redaction *redaction, struct json *json);

#endif
