/* The table of commands. */
#include "command.h"

extern const struct command command_audit;
extern const struct command command_comment;
extern const struct command command_compile;
extern const struct command command_check;
extern const struct command command_diff;
extern const struct command command_evaluate;
extern const struct command command_explain;
extern const struct command command_help;
extern const struct command command_import;
extern const struct command command_list;
extern const struct command command_match;
extern const struct command command_morph;
extern const struct command command_network;
extern const struct command command_plan;
extern const struct command command_preferred;
extern const struct command command_read;
extern const struct command command_copy;
extern const struct command command_rebuild;
extern const struct command command_redact;
extern const struct command command_brief;
extern const struct command command_partners;
extern const struct command command_reminders;
extern const struct command command_terms;
extern const struct command command_remove;
extern const struct command command_resolve;
extern const struct command command_review;
extern const struct command command_search;
extern const struct command command_serve;
extern const struct command command_show;
extern const struct command command_state;
extern const struct command command_train;
extern const struct command command_user;
extern const struct command command_version;

const struct command *const commands[] = {
    &command_read,      &command_explain,
    &command_list,      &command_show,
    &command_search,    &command_network,
    &command_resolve,   &command_serve,
    &command_user,      &command_audit,
    &command_import,    &command_state,
    &command_comment,   &command_review,
    &command_reminders, &command_terms,
    &command_partners,  &command_brief,
    &command_match,     &command_plan,
    &command_preferred, &command_diff,
    &command_remove,    &command_redact,
    &command_check,     &command_rebuild,
    &command_copy,      &command_morph,
    &command_compile,   &command_train,
    &command_evaluate,  &command_version,
    &command_help,      NULL,
};
