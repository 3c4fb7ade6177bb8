/* Runs the tests of src/work. */
#include "../suite.h"

void add_account(Suite *suite);
void add_add(Suite *suite);
void add_comment(Suite *suite);
void add_review(Suite *suite);
void add_decide(Suite *suite);
void add_entry(Suite *suite);
void add_import(Suite *suite);
void add_preferred(Suite *suite);
void add_redact(Suite *suite);
void add_trade(Suite *suite);
void add_withdraw(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("work");
    add_account(suite);
    add_add(suite);
    add_comment(suite);
    add_review(suite);
    add_decide(suite);
    add_entry(suite);
    add_import(suite);
    add_preferred(suite);
    add_redact(suite);
    add_trade(suite);
    add_withdraw(suite);
    return suite_run(suite);
}
