/* What the API's files of accounts share between them. */
#ifndef API_ACCOUNTS_H
#define API_ACCOUNTS_H

#include "api_private.h"
#include "comments.h"

/* Answers who somebody is. */
unsigned api_answer_asker(struct exchange *exchange, const struct asker *asker);
/* "server.no_accounts" where the asker has no account: the key's holder has none. */
bool api_needs_account(struct exchange *exchange);
/* Who asks for comments. */
struct query_asker api_query_asker(struct exchange *exchange);

#endif
