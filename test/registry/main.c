/* Runs the tests of src/registry. */
#include "../suite.h"

void add_id(Suite *suite);
void add_open(Suite *suite);
void add_log(Suite *suite);
void add_write(Suite *suite);
void add_accounts(Suite *suite);
void add_acts(Suite *suite);
void add_comments(Suite *suite);
void add_reviews(Suite *suite);
void add_copy(Suite *suite);
void add_ask(Suite *suite);
void add_search(Suite *suite);
void add_decide(Suite *suite);
void add_listed(Suite *suite);
void add_fault(Suite *suite);
void add_queue(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("registry");
    add_id(suite);
    add_open(suite);
    add_log(suite);
    add_write(suite);
    add_accounts(suite);
    add_acts(suite);
    add_comments(suite);
    add_reviews(suite);
    add_ask(suite);
    add_copy(suite);
    add_search(suite);
    add_decide(suite);
    add_listed(suite);
    add_fault(suite);
    add_queue(suite);
    return suite_run(suite);
}
